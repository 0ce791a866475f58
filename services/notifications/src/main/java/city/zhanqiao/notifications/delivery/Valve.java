package city.zhanqiao.notifications.delivery;

import city.zhanqiao.notifications.push.PushResult;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Closes the way to a push service that throttles us, does not know us or keeps failing. When it
 * has been closed long enough one message goes through; only its success opens the way for all. It
 * reckons with a clock that cannot be set.
 */
final class Valve {

    /** Failures in a row that are an outage and not bad luck. */
    private static final int OUTAGE = 20;

    private static final int LONGEST = 12;

    private final DeliverySettings settings;
    private final LongSupplier nanos;
    private boolean trying;
    private boolean tryUnderWay;
    private long closedUntil;
    private int failures;
    private int outages;

    Valve(DeliverySettings settings, LongSupplier nanos) {
        this.settings = settings;
        this.nanos = nanos;
        this.closedUntil = nanos.getAsLong();
    }

    /** How many messages may go now, at most {@code wanted}. */
    synchronized int admits(int wanted) {
        if (!trying) {
            return wanted;
        }
        if (tryUnderWay || nanos.getAsLong() - closedUntil < 0) {
            return 0;
        }
        tryUnderWay = true;
        return 1;
    }

    /** There was nothing to send. */
    synchronized void nothingToTry() {
        tryUnderWay = false;
    }

    synchronized void heard(PushResult result) {
        switch (result) {
            case PushResult.Throttled throttled ->
                    close(throttled.pause().orElse(settings.throttled()));
            case PushResult.Unauthenticated stranger ->
                    close(settings.closedAfterUnauthenticated());
            case PushResult.Unavailable outage -> failed();
            case PushResult.Ambiguous odd -> failed();
            case PushResult.Accepted well -> open();
            case PushResult.AddressGone answered -> open();
            case PushResult.Refused answered -> open();
        }
    }

    synchronized boolean isClosed() {
        return trying;
    }

    /** What was under way when the valve closed fails as well, and says nothing new. */
    private void failed() {
        failures++;
        if (trying ? tryUnderWay : failures >= OUTAGE) {
            outages = Math.min(outages + 1, 5);
            int times = Math.min(1 << (outages - 1), LONGEST);
            close(settings.closedAfterOutage().multipliedBy(times));
        }
    }

    /** What was under way before the valve closed may still succeed, and then proves nothing. */
    private void open() {
        failures = 0;
        if (!trying || nanos.getAsLong() - closedUntil >= 0) {
            trying = false;
            tryUnderWay = false;
            outages = 0;
        }
    }

    private void close(Duration length) {
        long until = nanos.getAsLong() + length.toNanos();
        closedUntil = trying && closedUntil - until > 0 ? closedUntil : until;
        trying = true;
        tryUnderWay = false;
        failures = 0;
    }
}
