package city.zhanqiao.notifications.inbox;

import city.zhanqiao.notifications.template.Template;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Something that many are to read. All of it is public.
 *
 * @param source the service that knows of it
 * @param sourceKey what makes it one: the same key is told once
 * @param subject what it is about, such as {@code notice:<id>}; the newest takes the place of
 *     earlier ones
 * @param facts for the words; {@code title@en} is a fact in one language
 * @param link where to read on, a path of the API
 * @param occurredAt when it happened
 * @param validUntil from then on it leaves the inbox
 */
public record NewBroadcast(
        String source,
        String sourceKey,
        String subject,
        Template template,
        Map<String, String> facts,
        Optional<String> link,
        Audience audience,
        Instant occurredAt,
        Instant validUntil) {}
