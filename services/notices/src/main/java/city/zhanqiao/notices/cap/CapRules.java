package city.zhanqiao.notices.cap;

import city.zhanqiao.notices.cap.CapFault.Rule;

import java.net.URI;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rules of CAP 1.2 that its schema does not hold. */
final class CapRules {

    private static final Pattern DATE =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}[-+]\\d{2}:\\d{2}");

    private static final Pattern NAME = Pattern.compile("[^\\s,<&]+");
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*");
    private static final int HEADLINE = 160;

    private static final Set<String> STATUS =
            Set.of("Actual", "Exercise", "System", "Test", "Draft");
    private static final Set<String> MSG_TYPE = Set.of("Alert", "Update", "Cancel", "Ack", "Error");
    private static final Set<String> SCOPE = Set.of("Public", "Restricted", "Private");
    private static final Set<String> CATEGORY =
            Set.of(
                    "Geo",
                    "Met",
                    "Safety",
                    "Security",
                    "Rescue",
                    "Fire",
                    "Health",
                    "Env",
                    "Transport",
                    "Infra",
                    "CBRNE",
                    "Other");
    private static final Set<String> RESPONSE =
            Set.of(
                    "Shelter",
                    "Evacuate",
                    "Prepare",
                    "Execute",
                    "Avoid",
                    "Monitor",
                    "Assess",
                    "AllClear",
                    "None");
    private static final Set<String> URGENCY =
            Set.of("Immediate", "Expected", "Future", "Past", "Unknown");
    private static final Set<String> SEVERITY =
            Set.of("Extreme", "Severe", "Moderate", "Minor", "Unknown");
    private static final Set<String> CERTAINTY =
            Set.of("Observed", "Likely", "Possible", "Unlikely", "Unknown");

    private final List<CapFault> faults = new ArrayList<>();

    private CapRules() {}

    static List<CapFault> faults(Element alert) {
        CapRules rules = new CapRules();
        rules.alert(alert);
        alert.all("info").forEach(rules::info);
        rules.sameEvent(alert.all("info").toList());
        return rules.faults;
    }

    private void alert(Element alert) {
        require(Rule.NAME_CHARACTERS, "identifier", alert.find("identifier"), CapRules::isName);
        require(Rule.NAME_CHARACTERS, "sender", alert.find("sender"), CapRules::isName);
        require(Rule.DATE_FORM, "sent", alert.find("sent"), CapRules::isDate);
        require(Rule.LISTED_VALUE, "status", alert.find("status"), STATUS::contains);
        require(Rule.LISTED_VALUE, "msgType", alert.find("msgType"), MSG_TYPE::contains);
        require(Rule.LISTED_VALUE, "scope", alert.find("scope"), SCOPE::contains);
        String scope = alert.find("scope").orElse("");
        if (scope.equals("Restricted") != alert.find("restriction").isPresent()) {
            add(Rule.RESTRICTION, "restriction");
        }
        if (scope.equals("Private") && alert.find("addresses").isEmpty()) {
            add(Rule.ADDRESSES, "addresses");
        }
        String type = alert.find("msgType").orElse("");
        if (Set.of("Update", "Cancel", "Ack", "Error").contains(type)
                && alert.find("references").isEmpty()) {
            add(Rule.REFERENCES, "references");
        }
        alert.find("references").ifPresent(references -> references(alert, references));
        if (type.equals("Error") && alert.find("note").isEmpty()) {
            add(Rule.ERROR_NOTE, "note");
        }
    }

    /** A message speaks of earlier ones, and not of itself. */
    private void references(Element alert, String references) {
        if (!areReferences(references)) {
            add(Rule.REFERENCE_FORM, "references");
            return;
        }
        String own = alert.find("sender").orElse("") + "," + alert.find("identifier").orElse("");
        Optional<OffsetDateTime> sent = alert.find("sent").flatMap(CapRules::date);
        for (String reference : references.split("\\s+", -1)) {
            int last = reference.lastIndexOf(',');
            if (reference.substring(0, last).equals(own)) {
                add(Rule.REFERENCE_TO_ITSELF, "references");
            } else if (date(reference.substring(last + 1))
                    .filter(other -> sent.filter(other::isAfter).isPresent())
                    .isPresent()) {
                add(Rule.REFERENCE_TO_LATER, "references");
            }
        }
    }

    /** Several blocks tell of one event in several languages, so they are of one kind. */
    private void sameEvent(List<Element> infos) {
        if (infos.stream().map(info -> texts(info, "category")).distinct().count() > 1) {
            add(Rule.SAME_EVENT, "info/category");
        }
        if (infos.stream().map(CapRules::codes).distinct().count() > 1) {
            add(Rule.SAME_EVENT, "info/eventCode");
        }
    }

    private static Set<String> texts(Element info, String name) {
        return info.all(name).map(Element::text).collect(Collectors.toSet());
    }

    private static Set<String> codes(Element info) {
        return info.all("eventCode")
                .map(code ->
                        code.find("valueName").orElse("") + "=" + code.find("value").orElse(""))
                .collect(Collectors.toSet());
    }

    private void info(Element info) {
        require(
                Rule.LANGUAGE_FORM,
                "info/language",
                info.find("language"),
                LANGUAGE.asMatchPredicate());
        info.all("category")
                .forEach(category ->
                        require(
                                Rule.LISTED_VALUE,
                                "info/category",
                                Optional.of(category.text()),
                                CATEGORY::contains));
        info.all("responseType")
                .forEach(response ->
                        require(
                                Rule.LISTED_VALUE,
                                "info/responseType",
                                Optional.of(response.text()),
                                RESPONSE::contains));
        require(Rule.LISTED_VALUE, "info/urgency", info.find("urgency"), URGENCY::contains);
        require(Rule.LISTED_VALUE, "info/severity", info.find("severity"), SEVERITY::contains);
        require(Rule.LISTED_VALUE, "info/certainty", info.find("certainty"), CERTAINTY::contains);
        Stream.of("effective", "onset", "expires")
                .forEach(name ->
                        require(Rule.DATE_FORM, "info/" + name, info.find(name), CapRules::isDate));
        expiry(info);
        require(
                Rule.HEADLINE_LENGTH,
                "info/headline",
                info.find("headline"),
                text -> text.codePointCount(0, text.length()) <= HEADLINE);
        require(Rule.URI_FORM, "info/web", info.find("web"), CapRules::isAbsolute);
        info.all("resource").map(ResourceRules::faults).forEach(faults::addAll);
        info.all("area").map(AreaRules::faults).forEach(faults::addAll);
    }

    private void expiry(Element info) {
        Optional<OffsetDateTime> expires = info.find("expires").flatMap(CapRules::date);
        boolean reversed =
                Stream.of("effective", "onset")
                        .flatMap(name -> info.find(name).flatMap(CapRules::date).stream())
                        .anyMatch(begin -> expires.filter(end -> !end.isAfter(begin)).isPresent());
        if (reversed) {
            add(Rule.EXPIRY_AFTER_EFFECT, "info/expires");
        }
    }

    /** What is missing is the grammar's affair. */
    private void require(
            Rule rule, String element, Optional<String> value, Predicate<String> holds) {
        if (value.isPresent() && !holds.test(value.get())) {
            add(rule, element);
        }
    }

    private void add(Rule rule, String element) {
        faults.add(new CapFault(rule, element));
    }

    private static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    private static boolean isDate(String text) {
        return date(text).isPresent();
    }

    /** The instant of a date in CAP's form. */
    static Optional<OffsetDateTime> date(String text) {
        if (!DATE.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(text));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static boolean areReferences(String text) {
        return Stream.of(text.split("\\s+"))
                .map(reference -> reference.split(",", -1))
                .allMatch(parts ->
                        parts.length == 3
                                && isName(parts[0])
                                && isName(parts[1])
                                && isDate(parts[2]));
    }

    static boolean isAbsolute(String text) {
        try {
            return URI.create(text).isAbsolute();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
