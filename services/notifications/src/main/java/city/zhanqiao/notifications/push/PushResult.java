package city.zhanqiao.notifications.push;

import java.time.Duration;
import java.util.Optional;

/**
 * What became of one request to a push service. Reasons are short codes for staff, never words from
 * outside.
 */
public sealed interface PushResult {

    /**
     * The service took it; whether the phone rings is its affair.
     *
     * @param id the service's own name for it
     */
    record Accepted(String id) implements PushResult {}

    /** The address leads nowhere any more. */
    record AddressGone(String reason) implements PushResult {}

    /** The service is asked too much; nothing may be sent to it until the pause is over. */
    record Throttled(Optional<Duration> pause) implements PushResult {}

    /** The service did not take it and may do so later. */
    record Unavailable(String reason, Optional<Duration> pause) implements PushResult {}

    /** Nobody knows whether the service took it. */
    record Ambiguous(String reason) implements PushResult {}

    /** The service will never take this message; the address may be good. */
    record Refused(String reason) implements PushResult {}

    /** The service does not know us: every message would fail until somebody mends the keys. */
    record Unauthenticated(String reason) implements PushResult {}
}
