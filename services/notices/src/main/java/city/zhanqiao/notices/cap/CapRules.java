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
        require(
                Rule.REFERENCE_FORM,
                "references",
                alert.find("references"),
                CapRules::areReferences);
        if (type.equals("Error") && alert.find("note").isEmpty()) {
            add(Rule.ERROR_NOTE, "note");
        }
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
        info.all("resource").forEach(this::resource);
        info.all("area").forEach(this::area);
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

    private void resource(Element resource) {
        require(
                Rule.SIZE_FORM,
                "info/resource/size",
                resource.find("size"),
                size -> size.matches("\\d{1,18}"));
        require(Rule.URI_FORM, "info/resource/uri", resource.find("uri"), CapRules::isUri);
    }

    private void area(Element area) {
        area.all("polygon").map(Element::text).forEach(this::polygon);
        require(
                Rule.CIRCLE_FORM,
                "info/area/circle",
                area.find("circle"),
                circle -> circle.matches("\\S+,\\S+ \\d+(\\.\\d+)?"));
        area.all("circle")
                .map(circle -> circle.text().split("\\s+", 2)[0])
                .filter(point -> !isPoint(point))
                .forEach(_ -> add(Rule.POINT_RANGE, "info/area/circle"));
        if (area.find("ceiling").isPresent() && area.find("altitude").isEmpty()) {
            add(Rule.CEILING_NEEDS_ALTITUDE, "info/area/ceiling");
        }
    }

    private void polygon(String text) {
        List<String> points = List.of(text.split("\\s+"));
        if (points.size() < 4) {
            add(Rule.POLYGON_POINTS, "info/area/polygon");
        } else if (!points.getFirst().equals(points.getLast())) {
            add(Rule.POLYGON_CLOSED, "info/area/polygon");
        }
        if (!points.stream().allMatch(CapRules::isPoint)) {
            add(Rule.POINT_RANGE, "info/area/polygon");
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

    private static boolean isPoint(String text) {
        String[] parts = text.split(",", -1);
        try {
            return parts.length == 2
                    && Math.abs(Double.parseDouble(parts[0])) <= 90
                    && Math.abs(Double.parseDouble(parts[1])) <= 180;
        } catch (NumberFormatException _) {
            return false;
        }
    }

    private static boolean isAbsolute(String text) {
        try {
            return URI.create(text).isAbsolute();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /** A resource may also be named relative to the alert. */
    private static boolean isUri(String text) {
        try {
            return !URI.create(text).toString().isEmpty();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
