package city.zhanqiao.notices.cap;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.division.Division;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.division.Divisions;
import city.zhanqiao.notices.cap.CapFault.Rule;
import city.zhanqiao.notices.notice.Content;

import org.springframework.web.util.HtmlUtils;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads an alert of somebody else into what a publisher can make a notice of. */
final class CapReader {

    /** An alert that names no end is over after a day; the publisher may say otherwise. */
    private static final Duration USUAL_LIFE = Duration.ofDays(1);

    /** §3.2.2: the language of an info block that names none. */
    private static final String UNNAMED = "en-US";

    private static final int SUMMARY = 200;

    private final Divisions divisions = Divisions.ofQingdao();

    /** The content, or every rule that the alert breaks. */
    Outcome<Content, List<CapFault>> read(String document) {
        Element alert;
        try {
            alert = Element.read(document);
        } catch (Element.Unreadable broken) {
            return Outcome.refused(List.of(new CapFault(broken.rule(), "alert")));
        }
        if (!alert.name().equals("alert") || !alert.namespace().equals(CapGrammar.NAMESPACE)) {
            return Outcome.refused(List.of(new CapFault(Rule.CAP_1_2_ALERT, alert.name())));
        }
        List<CapFault> faults = new ArrayList<>(CapGrammar.faults(alert));
        faults.addAll(CapRules.faults(alert));
        faults.addAll(houseFaults(alert));
        return faults.isEmpty() ? Outcome.done(toContent(alert)) : Outcome.refused(faults);
    }

    private List<CapFault> houseFaults(Element alert) {
        List<CapFault> faults = new ArrayList<>();
        if (!alert.find("status").filter("Actual"::equals).isPresent()
                || !alert.find("scope").filter("Public"::equals).isPresent()) {
            faults.add(new CapFault(Rule.ACTUAL_PUBLIC, "status"));
        }
        if (alert.find("msgType").filter(Set.of("Cancel", "Ack", "Error")::contains).isPresent()) {
            faults.add(new CapFault(Rule.ALERT_OR_UPDATE, "msgType"));
        }
        if (alert.all("info").noneMatch(info -> language(info).equals(Content.CHINESE))) {
            faults.add(new CapFault(Rule.CHINESE_INFO, "info/language"));
        }
        if (divisions(alert).isEmpty()) {
            faults.add(new CapFault(Rule.DIVISION_KNOWN, "info/area/geocode"));
        }
        return faults;
    }

    private Content toContent(Element alert) {
        Element chinese =
                alert.all("info")
                        .filter(info -> language(info).equals(Content.CHINESE))
                        .findFirst()
                        .orElseThrow();
        Instant sent = instant(alert, "sent").orElseThrow();
        Instant from =
                instant(chinese, "onset").or(() -> instant(chinese, "effective")).orElse(sent);
        Map<String, Content.Text> texts = new TreeMap<>();
        alert.all("info").forEach(info -> texts.putIfAbsent(language(info), text(info)));
        Content.Severity severity = listed(Content.Severity.class, chinese, "severity");
        Content.Urgency urgency = listed(Content.Urgency.class, chinese, "urgency");
        return new Content(
                kind(chinese, severity, urgency),
                severity,
                urgency,
                listed(Content.Certainty.class, chinese, "certainty"),
                texts,
                new Content.Target(divisions(alert), Set.of(), Set.of()),
                from,
                instant(chinese, "expires").orElseGet(() -> from.plus(USUAL_LIFE)),
                Optional.empty(),
                List.of(),
                false);
    }

    private Set<DivisionCode> divisions(Element alert) {
        return alert.all("info")
                .flatMap(info -> info.all("area"))
                .flatMap(area -> area.all("geocode"))
                .filter(geocode ->
                        geocode.find("valueName")
                                .map(name -> name.replace(" ", ""))
                                .filter("GB/T2260"::equals)
                                .isPresent())
                .flatMap(geocode -> geocode.find("value").stream())
                .flatMap(this::division)
                .collect(Collectors.toSet());
    }

    private Stream<DivisionCode> division(String code) {
        try {
            return divisions.find(new DivisionCode(code)).map(Division::code).stream();
        } catch (IllegalArgumentException malformed) {
            return Stream.empty();
        }
    }

    private static Content.Text text(Element info) {
        String event = info.find("event").orElse("");
        String title = info.find("headline").orElse(event);
        String description = info.find("description").orElse(title);
        return new Content.Text(
                title,
                description.length() > SUMMARY ? description.substring(0, SUMMARY) : description,
                paragraphs(description),
                Optional.empty(),
                info.find("instruction"));
    }

    private static String paragraphs(String description) {
        return Stream.of(description.split("\\R+"))
                .map(line -> "<p>" + HtmlUtils.htmlEscape(line, "UTF-8") + "</p>")
                .collect(Collectors.joining());
    }

    private static Content.Kind kind(
            Element info, Content.Severity severity, Content.Urgency urgency) {
        boolean grave = severity == Content.Severity.EXTREME || severity == Content.Severity.SEVERE;
        if (grave && urgency == Content.Urgency.IMMEDIATE) {
            return Content.Kind.EMERGENCY;
        }
        return switch (info.find("category").orElse("")) {
            case "Met" -> Content.Kind.WEATHER;
            case "Transport" -> Content.Kind.TRAFFIC;
            case "Health" -> Content.Kind.HEALTH;
            case "Infra" -> Content.Kind.OUTAGE;
            case "Other" -> Content.Kind.POLICY;
            default -> Content.Kind.EMERGENCY;
        };
    }

    private static String language(Element info) {
        String tag = info.find("language").orElse(UNNAMED).toLowerCase(Locale.ROOT);
        return switch (tag) {
            case "zh", "zh-cn", "zh-sg", "zh-hans", "zh-hans-cn" -> Content.CHINESE;
            case "zh-tw", "zh-hk", "zh-mo", "zh-hant" -> "zh-Hant";
            default -> tag.split("-", 2)[0];
        };
    }

    private static Optional<Instant> instant(Element element, String name) {
        return element.find(name).flatMap(CapRules::date).map(OffsetDateTime::toInstant);
    }

    private static <E extends Enum<E>> E listed(Class<E> type, Element info, String name) {
        return Enum.valueOf(type, info.find(name).orElseThrow().toUpperCase(Locale.ROOT));
    }
}
