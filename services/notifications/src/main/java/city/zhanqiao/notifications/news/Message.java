package city.zhanqiao.notifications.news;

import city.zhanqiao.notifications.delivery.Lane;
import city.zhanqiao.notifications.delivery.NewDelivery.Skip;
import city.zhanqiao.notifications.template.Template;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What is to be sent on to devices.
 *
 * @param id of the message in the inbox
 * @param tag what it is about; a later message with the same tag replaces it
 * @param earliest not before that; in the past for at once
 * @param validUntil from then on nobody needs to hear of it
 * @param skipped why it goes to no device at all
 * @param byTopic devices that follow their district's alerts have it from there
 */
public record Message(
        UUID id,
        Template template,
        Lane lane,
        String tag,
        Instant earliest,
        Instant validUntil,
        Optional<Skip> skipped,
        boolean byTopic) {}
