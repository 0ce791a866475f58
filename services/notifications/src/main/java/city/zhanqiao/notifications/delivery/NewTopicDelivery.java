package city.zhanqiao.notifications.delivery;

import city.zhanqiao.notifications.push.Provider;
import city.zhanqiao.notifications.template.Template;
import city.zhanqiao.web.language.Language;

import java.time.Instant;
import java.util.UUID;

/**
 * A message to everybody whose app follows a topic. What it says is public.
 *
 * @param tag the same as that of the message to single devices
 */
public record NewTopicDelivery(
        UUID message,
        String topic,
        Provider provider,
        Lane lane,
        String tag,
        Template template,
        Language language,
        Instant validUntil) {}
