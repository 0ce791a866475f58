package city.zhanqiao.notifications.inbox;

import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.notifications.template.Template;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A message to be put into an inbox.
 *
 * @param resident whose inbox
 * @param seq its place among the changes of that inbox
 * @param source the service that knows of it
 * @param sourceKey what makes it one: the same key is never told twice
 * @param subject what it is about, such as {@code application:<id>}
 * @param facts for the template; sealed
 * @param link where to read on, a path of the API
 * @param occurredAt when it happened, not when it was told
 * @param validUntil from then on nobody needs to hear of it
 */
public record NewItem(
        ResidentId resident,
        long seq,
        String source,
        String sourceKey,
        String subject,
        Template template,
        Map<String, String> facts,
        Optional<String> link,
        Instant occurredAt,
        Optional<Instant> validUntil) {

    /** Hides the facts from logs. */
    @Override
    public String toString() {
        return "NewItem[%s %s %s]".formatted(source, sourceKey, template.code());
    }
}
