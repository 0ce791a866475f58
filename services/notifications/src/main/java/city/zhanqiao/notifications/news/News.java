package city.zhanqiao.notifications.news;

import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.notifications.delivery.Lane;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Something that a resident is to hear of.
 *
 * @param resident who; a former id is followed to the present one
 * @param source the service that knows of it
 * @param sourceKey what makes it one: the same key is told once
 * @param subject what it is about, such as {@code application:<id>}
 * @param template code of the words
 * @param facts for the words
 * @param link where to read on, a path of the API
 * @param occurredAt when it happened
 * @param validUntil from then on nobody needs to hear of it
 */
public record News(
        ResidentId resident,
        Lane lane,
        String source,
        String sourceKey,
        String subject,
        String template,
        Map<String, String> facts,
        Optional<String> link,
        Instant occurredAt,
        Optional<Instant> validUntil) {

    /** Hides the facts from logs. */
    @Override
    public String toString() {
        return "News[%s %s %s]".formatted(source, sourceKey, template);
    }
}
