package city.zhanqiao.notifications.delivery;

import city.zhanqiao.notifications.push.AddressKind;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/**
 * A delivery that this process has taken to send.
 *
 * @param topic instead of a device
 * @param address sealed; empty for a topic
 * @param facts of a broadcast, as JSON; words about a single resident's affairs have none
 * @param attempt 1, 2, 3 …
 * @param tries attempts that count
 * @param claimedAt by the database's clock
 * @param waited since it was due, at the time of claiming
 * @param leftForTries until it is given up, at the time of claiming
 * @param leftForUse until nobody needs it any more, at the time of claiming
 * @param nanos this machine's nanosecond clock at the time of claiming
 * @param traceparent the trace of the act that caused it
 */
record Claimed(
        UUID id,
        UUID message,
        Optional<UUID> device,
        Optional<String> topic,
        AddressKind addressKind,
        byte[] address,
        String tag,
        String template,
        int templateVersion,
        String language,
        boolean largeText,
        Optional<String> facts,
        int attempt,
        int tries,
        OffsetDateTime claimedAt,
        Duration waited,
        Duration leftForTries,
        Duration leftForUse,
        long nanos,
        Optional<String> traceparent) {

    /** Nine of ten are to be there in two minutes. */
    private static final Duration LATE = Duration.ofMinutes(2);

    /** Whether a message that is accepted now has kept somebody waiting. */
    boolean isLate(long now) {
        return waited.plusNanos(now - nanos).compareTo(LATE) > 0;
    }
}
