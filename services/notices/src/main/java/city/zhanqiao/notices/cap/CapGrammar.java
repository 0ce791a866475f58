package city.zhanqiao.notices.cap;

import city.zhanqiao.notices.cap.CapFault.Rule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The sequences of the CAP 1.2 schema (§3.4): which elements, in which order, how often. */
final class CapGrammar {

    static final String NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2";

    private record Part(String name, boolean required, boolean repeated) {}

    private static final Map<String, List<Part>> SEQUENCES =
            Map.of(
                    "alert",
                    parts(
                            "identifier! sender! sent! status! msgType! source scope! restriction"
                                    + " addresses code* note references incidents info*"),
                    "info",
                    parts(
                            "language category!* event! responseType* urgency! severity!"
                                    + " certainty! audience eventCode* effective onset expires"
                                    + " senderName headline description instruction web contact"
                                    + " parameter* resource* area*"),
                    "eventCode",
                    parts("valueName! value!"),
                    "parameter",
                    parts("valueName! value!"),
                    "geocode",
                    parts("valueName! value!"),
                    "resource",
                    parts("resourceDesc! mimeType! size uri derefUri digest"),
                    "area",
                    parts("areaDesc! polygon* circle* geocode* altitude ceiling"));

    private CapGrammar() {}

    /** What in an element and below it does not fit its sequence. */
    static List<CapFault> faults(Element element) {
        List<CapFault> faults = new ArrayList<>();
        check(element, "", faults);
        return faults;
    }

    private static void check(Element element, String above, List<CapFault> faults) {
        List<Part> sequence = SEQUENCES.getOrDefault(element.name(), List.of());
        String path = element.name().equals("alert") ? "" : above + element.name() + "/";
        Set<String> seen = new HashSet<>();
        int at = 0;
        for (Element child : element.children()) {
            int place = place(sequence, child.name());
            if (place < 0 || !child.namespace().equals(NAMESPACE)) {
                faults.add(new CapFault(Rule.KNOWN_ELEMENT, path + child.name()));
                continue;
            }
            if (place < at) {
                faults.add(new CapFault(Rule.ELEMENT_ORDER, path + child.name()));
            }
            at = Math.max(at, place);
            if (!seen.add(child.name()) && !sequence.get(place).repeated()) {
                faults.add(new CapFault(Rule.ELEMENT_ONCE, path + child.name()));
            }
            check(child, path, faults);
        }
        sequence.stream()
                .filter(Part::required)
                .filter(part ->
                        element.all(part.name())
                                .noneMatch(child ->
                                        !child.text().isEmpty() || !child.children().isEmpty()))
                .forEach(part -> faults.add(new CapFault(Rule.REQUIRED, path + part.name())));
    }

    private static int place(List<Part> sequence, String name) {
        for (int at = 0; at < sequence.size(); at++) {
            if (sequence.get(at).name().equals(name)) {
                return at;
            }
        }
        return -1;
    }

    /** {@code !} is required, {@code *} may be repeated. */
    private static List<Part> parts(String words) {
        return Stream.of(words.split(" "))
                .map(word ->
                        new Part(
                                word.replaceAll("[!*]", ""),
                                word.contains("!"),
                                word.contains("*")))
                .toList();
    }
}
