package city.zhanqiao.notices.notice;

import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.data.event.DomainEvent;
import city.zhanqiao.notices.notice.Content.Certainty;
import city.zhanqiao.notices.notice.Content.Kind;
import city.zhanqiao.notices.notice.Content.Severity;
import city.zhanqiao.notices.notice.Content.Urgency;

import com.fasterxml.jackson.annotation.JsonIgnore;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What became of a notice, as other services hear of it. A notice is public, so its titles may
 * travel.
 *
 * @param step names the type
 * @param version the edition
 * @param emergency whether it passes quiet hours
 * @param divisions with topics and groups: all whom any edition of it reached, not this one alone
 * @param titles by language tag
 */
public record NoticeEvent(
        @JsonIgnore Step step,
        NoticeId noticeId,
        int version,
        Kind kind,
        Severity severity,
        Urgency urgency,
        Certainty certainty,
        boolean emergency,
        Set<DivisionCode> divisions,
        Set<String> topics,
        Set<String> groups,
        Instant validFrom,
        Instant validUntil,
        Map<String, String> titles)
        implements DomainEvent {

    /** The steps that others hear of. */
    public enum Step {
        PUBLISHED("published"),
        UPDATED("updated"),
        WITHDRAWN("withdrawn"),
        EXPIRED("expired");

        private final String name;

        Step(String name) {
            this.name = name;
        }

        /** The event type. */
        public String type() {
            return "city.zhanqiao.notice." + name + ".v1";
        }
    }

    static NoticeEvent of(
            Step step, NoticeId id, int edition, Content content, Content.Target reached) {
        Map<String, String> titles = new TreeMap<>();
        content.texts().forEach((language, text) -> titles.put(language, text.title()));
        return new NoticeEvent(
                step,
                id,
                edition,
                content.kind(),
                content.severity(),
                content.urgency(),
                content.certainty(),
                content.kind() == Kind.EMERGENCY,
                reached.divisions(),
                reached.topics(),
                reached.groups(),
                content.validFrom(),
                content.validUntil(),
                titles);
    }

    @Override
    public String type() {
        return step.type();
    }

    @Override
    public String subject() {
        return noticeId.toString();
    }
}
