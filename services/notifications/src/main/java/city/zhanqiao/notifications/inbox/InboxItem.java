package city.zhanqiao.notifications.inbox;

import city.zhanqiao.notifications.template.Status;
import city.zhanqiao.notifications.template.Template;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A message in an inbox, its facts opened. */
public record InboxItem(
        UUID id,
        long version,
        long seq,
        Template template,
        Status status,
        Map<String, String> facts,
        Optional<String> link,
        Instant occurredAt,
        Optional<Instant> validUntil,
        Optional<Instant> readAt,
        Optional<Instant> archivedAt) {

    /** Hides the facts from logs. */
    @Override
    public String toString() {
        return "InboxItem[%s %s]".formatted(id, template.code());
    }
}
