package city.zhanqiao.notifications.delivery;

import city.zhanqiao.notifications.push.AddressKind;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * A delivery that this process has taken to send.
 *
 * @param address sealed
 * @param attempt 1, 2, 3 …
 * @param tries attempts that count
 * @param claimedAt by the database's clock
 * @param leftForTries until it is given up, at the time of claiming
 * @param leftForUse until nobody needs it any more, at the time of claiming
 * @param nanos this machine's nanosecond clock at the time of claiming
 */
record Claimed(
        UUID id,
        UUID message,
        UUID device,
        AddressKind addressKind,
        byte[] address,
        String tag,
        String template,
        int templateVersion,
        String language,
        int attempt,
        int tries,
        OffsetDateTime claimedAt,
        Duration leftForTries,
        Duration leftForUse,
        long nanos) {}
