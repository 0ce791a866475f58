package city.zhanqiao.applications.voucher;

import org.springframework.core.io.ClassPathResource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page with named places. */
record Frame(String text) {

    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

    /** One of the pages beside this class. */
    static Frame named(String file) {
        try {
            return new Frame(
                    new ClassPathResource(file, Frame.class)
                            .getContentAsString(StandardCharsets.UTF_8));
        } catch (IOException absent) {
            throw new UncheckedIOException("the frame of the vouchers is missing", absent);
        }
    }

    /** In one pass: what people wrote is never taken for a place of the frame. */
    String filled(Map<String, String> places) {
        return PLACE.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(text(places, found.group(1))));
    }

    private static String text(Map<String, String> places, String name) {
        return Optional.ofNullable(places.get(name))
                .orElseThrow(() -> new IllegalStateException("nothing stands for " + name));
    }
}
