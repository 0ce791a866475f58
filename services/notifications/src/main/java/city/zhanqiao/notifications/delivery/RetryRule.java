package city.zhanqiao.notifications.delivery;

import city.zhanqiao.notifications.push.PushResult;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Decides what follows an attempt. */
final class RetryRule {

    private final DeliverySettings settings;
    private final RandomGenerator random;

    RetryRule(DeliverySettings settings, RandomGenerator random) {
        this.settings = settings;
        this.random = random;
    }

    Settlement after(PushResult result, Lane lane, Claimed claimed) {
        return switch (result) {
            case PushResult.Accepted(String id) -> new Settlement.Accepted(id);
            case PushResult.AddressGone(String reason) -> new Settlement.AddressGone(reason);
            case PushResult.Refused(String reason) -> new Settlement.Dead(reason);
            case PushResult.Throttled(Optional<Duration> wait) ->
                    uncounted("THROTTLED", wait.orElse(settings.throttled()), claimed);
            case PushResult.Unauthenticated(String reason) ->
                    uncounted(reason, settings.closedAfterUnauthenticated(), claimed);
            case PushResult.Unavailable(String reason, Optional<Duration> wait) ->
                    counted(reason, wait.orElse(Duration.ZERO), lane, claimed);
            case PushResult.Ambiguous(String reason) ->
                    lane.againWhenUnsure()
                            ? counted(reason, Duration.ZERO, lane, claimed)
                            : new Settlement.Unknown(reason);
        };
    }

    /** Back into the queue, because this process slept over its claim. */
    static Settlement notSent() {
        return new Settlement.Again("NOT_SENT", Duration.ZERO, false);
    }

    private Settlement counted(String reason, Duration least, Lane lane, Claimed claimed) {
        if (claimed.tries() >= lane.tries()) {
            return new Settlement.Dead(reason);
        }
        Duration wait = longer(least, jittered(claimed.tries()));
        return wait.compareTo(claimed.leftForTries()) > 0
                ? new Settlement.Dead(reason)
                : new Settlement.Again(reason, wait, true);
    }

    private Settlement uncounted(String reason, Duration wait, Claimed claimed) {
        return wait.compareTo(claimed.leftForUse()) > 0
                ? new Settlement.Dead(reason)
                : new Settlement.Again(reason, wait, false);
    }

    /** Full jitter: whoever failed together does not come back together. */
    private Duration jittered(int tries) {
        long doubled = settings.firstWait().toMillis() << Math.min(tries - 1, 20);
        long longest = Math.min(doubled, settings.longestWait().toMillis());
        return Duration.ofMillis(random.nextLong(longest + 1));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
