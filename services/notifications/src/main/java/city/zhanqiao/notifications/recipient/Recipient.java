package city.zhanqiao.notifications.recipient;

import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.web.language.Language;

import java.time.ZoneId;
import java.util.Optional;

/**
 * Somebody who is told things.
 *
 * @param language as the profile says; empty until it does
 * @param elderMode 长辈模式: larger text, text messages instead of pushes
 * @param zone in which the resident's night is reckoned
 * @param fcmConsent whether the resident has agreed that pushes go through Google
 */
public record Recipient(
        ResidentId id,
        Optional<Language> language,
        boolean elderMode,
        ZoneId zone,
        boolean fcmConsent) {

    /** Somebody of whom nothing is known yet. */
    static Recipient unknown(ResidentId id) {
        return new Recipient(id, Optional.empty(), false, CityTime.ZONE, false);
    }

    /** A recipient at a place in the order of the changes of the own inbox. */
    public record Turn(Recipient recipient, long seq) {}
}
