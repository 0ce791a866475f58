package city.zhanqiao.notices.notice;

import city.zhanqiao.city.division.DivisionCode;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a notice says and to whom. Severity, urgency and certainty mean what CAP 1.2 §3.2.2 says.
 *
 * @param texts by language tag; {@code zh-Hans} is always there
 * @param validFrom when what it tells of begins
 * @param validUntil when it is over; after that the notice is no longer listed
 * @param place where it is, when it has one place
 */
public record Content(
        Kind kind,
        Severity severity,
        Urgency urgency,
        Certainty certainty,
        Map<String, Text> texts,
        Target target,
        Instant validFrom,
        Instant validUntil,
        Optional<Place> place) {

    /** The language every notice is written in. */
    public static final String CHINESE = "zh-Hans";

    public Content {
        texts = Map.copyOf(texts);
    }

    /** The words in Chinese. */
    public Text chinese() {
        Text text = texts.get(CHINESE);
        if (text == null) {
            throw new IllegalStateException("a notice without Chinese words");
        }
        return text;
    }

    /** What a notice is about. */
    public enum Kind {
        /** 停水停电停气. */
        OUTAGE,
        /** 交通. */
        TRAFFIC,
        /** 天气. */
        WEATHER,
        /** 健康. */
        HEALTH,
        /** 社区活动. */
        COMMUNITY_EVENT,
        /** 政策. */
        POLICY,
        /** 招聘. */
        RECRUITMENT,
        /** 突发事件: passes quiet hours, and nothing else does. */
        EMERGENCY
    }

    /** How bad it is (CAP 1.2 {@code severity}). */
    public enum Severity {
        EXTREME,
        SEVERE,
        MODERATE,
        MINOR,
        UNKNOWN
    }

    /** How soon one must act (CAP 1.2 {@code urgency}). */
    public enum Urgency {
        IMMEDIATE,
        EXPECTED,
        FUTURE,
        PAST,
        UNKNOWN
    }

    /** How sure it is (CAP 1.2 {@code certainty}). */
    public enum Certainty {
        OBSERVED,
        LIKELY,
        POSSIBLE,
        UNLIKELY,
        UNKNOWN
    }

    /**
     * The words in one language.
     *
     * @param title plain text, at most 160 characters, which is also CAP's limit for a headline
     * @param summary plain text
     * @param body a little HTML: paragraphs, lists, emphasis, links
     * @param plain 简明版: the same in short plain sentences, for old people
     * @param instruction what to do
     */
    public record Text(
            String title,
            String summary,
            String body,
            Optional<String> plain,
            Optional<String> instruction) {}

    /**
     * Whom it is for: everybody in one of the divisions; topics and groups narrow it to those who
     * follow or belong to one of them.
     *
     * @param divisions city, districts, streets or communities; at least one
     */
    public record Target(Set<DivisionCode> divisions, Set<String> topics, Set<String> groups) {
        public Target {
            divisions = Set.copyOf(divisions);
            topics = Set.copyOf(topics);
            groups = Set.copyOf(groups);
        }
    }

    /**
     * A point on the map.
     *
     * @param latitude WGS 84, −90 to 90
     * @param longitude WGS 84, −180 to 180
     */
    public record Place(String name, double latitude, double longitude) {}
}
