package city.zhanqiao.notices.cap;

import city.zhanqiao.notices.cap.CapFault.Rule;

import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** The rules of CAP 1.2 for what comes with an alert (§3.2.3). */
final class ResourceRules {

    private static final Pattern MIME_TYPE = Pattern.compile("[\\w.+-]+/[\\w.+-]+(;.*)?");
    private static final Pattern SIZE = Pattern.compile("\\d{1,18}");

    /** SHA-1 (FIPS 180-2). */
    private static final Pattern DIGEST = Pattern.compile("[0-9A-Fa-f]{40}");

    private ResourceRules() {}

    static List<CapFault> faults(Element resource) {
        List<CapFault> faults = new ArrayList<>();
        if (resource.find("mimeType")
                .filter(type -> !MIME_TYPE.matcher(type).matches())
                .isPresent()) {
            faults.add(new CapFault(Rule.MIME_TYPE_FORM, "info/resource/mimeType"));
        }
        if (resource.find("size").filter(size -> !SIZE.matcher(size).matches()).isPresent()) {
            faults.add(new CapFault(Rule.SIZE_FORM, "info/resource/size"));
        }
        if (resource.find("digest").filter(sum -> !DIGEST.matcher(sum).matches()).isPresent()) {
            faults.add(new CapFault(Rule.DIGEST_FORM, "info/resource/digest"));
        }
        if (resource.find("derefUri").filter(bytes -> !isBase64(bytes)).isPresent()) {
            faults.add(new CapFault(Rule.DEREF_FORM, "info/resource/derefUri"));
        }
        resource.find("uri")
                .filter(uri -> !leadsSomewhere(uri, resource.find("derefUri").isPresent()))
                .ifPresent(_ -> faults.add(new CapFault(Rule.URI_FORM, "info/resource/uri")));
        return faults;
    }

    /** A relative address only names what {@code derefUri} holds. */
    private static boolean leadsSomewhere(String uri, boolean held) {
        try {
            return URI.create(uri).isAbsolute() || held;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static boolean isBase64(String text) {
        try {
            return Base64.getMimeDecoder().decode(text).length > 0;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
