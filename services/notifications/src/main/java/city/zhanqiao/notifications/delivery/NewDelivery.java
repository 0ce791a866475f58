package city.zhanqiao.notifications.delivery;

import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.notifications.push.Provider;
import city.zhanqiao.notifications.template.Template;
import city.zhanqiao.web.language.Language;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A message that is to reach a device.
 *
 * @param tag a newer message with the same tag replaces this one
 * @param largeText for whoever reads in 长辈模式
 * @param at now, by the same clock as {@code notBefore}
 * @param notBefore later than now when the resident sleeps
 * @param skipped why it is not sent at all; recorded, so that nobody wonders
 */
public record NewDelivery(
        UUID message,
        ResidentId resident,
        UUID device,
        Provider provider,
        Lane lane,
        String tag,
        Template template,
        Language language,
        boolean largeText,
        Instant at,
        Instant notBefore,
        Instant validUntil,
        Optional<Skip> skipped) {

    /** Why a message is not sent to a device. */
    public enum Skip {
        /** The push service is switched off here. */
        PROVIDER_OFF,
        /** The resident has not consented to this service. */
        NO_CONSENT,
        /** The resident wants no such messages on this channel. */
        NOT_WANTED,
        /** A newer message about the same is there already. */
        OVERTAKEN,
        /** 长辈模式: a text message goes to the resident's phone. */
        TEXT_MESSAGE_INSTEAD,
        /** It is out of date, or would be when the resident's night is over. */
        OUT_OF_DATE,
        /** The device has it from the topic of its district. */
        BY_TOPIC
    }
}
