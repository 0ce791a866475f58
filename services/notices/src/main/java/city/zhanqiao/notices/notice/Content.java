package city.zhanqiao.notices.notice;

import city.zhanqiao.city.division.DivisionCode;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a notice says and to whom. Severity, urgency and certainty mean what CAP 1.2 §3.2.2 says.
 *
 * @param texts by language tag; {@code zh-Hans} is always there
 * @param validFrom when what it tells of begins
 * @param validUntil when it is over; after that the notice is no longer listed
 * @param place where it is, when it has one place
 * @param attachments in the order in which they are shown
 * @param example made up to show what the product does; never to be taken for real
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
        Optional<Place> place,
        List<Attachment> attachments,
        boolean example) {

    /** The language every notice is written in. */
    public static final String CHINESE = "zh-Hans";

    public Content {
        texts = Map.copyOf(texts);
        attachments = List.copyOf(attachments);
    }

    /** The same with other words. */
    Content withTexts(Map<String, Text> words) {
        return new Content(
                kind,
                severity,
                urgency,
                certainty,
                words,
                target,
                validFrom,
                validUntil,
                place,
                attachments,
                example);
    }

    /** The same with these files. */
    Content withAttachments(List<Attachment> files) {
        return new Content(
                kind,
                severity,
                urgency,
                certainty,
                texts,
                target,
                validFrom,
                validUntil,
                place,
                files,
                example);
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

        /** Whom both reach. What is narrowed in neither stays open to everybody there. */
        Target and(Target other) {
            return new Target(
                    union(divisions, other.divisions),
                    narrowest(topics, other.topics),
                    narrowest(groups, other.groups));
        }

        private static Set<String> narrowest(Set<String> some, Set<String> others) {
            return some.isEmpty() || others.isEmpty() ? Set.of() : union(some, others);
        }

        private static <T> Set<T> union(Set<T> some, Set<T> others) {
            return Stream.concat(some.stream(), others.stream())
                    .collect(Collectors.toUnmodifiableSet());
        }
    }

    /**
     * A file that comes with it.
     *
     * @param name as it is shown
     * @param size in bytes
     * @param sha256 of the bytes, in hexadecimal
     */
    public record Attachment(UUID id, String name, String mediaType, long size, String sha256) {

        /** Where the public reads it, below the public address. */
        public String path() {
            return "/open/v1/attachments/" + id;
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
