package city.zhanqiao.applications;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** The city's time, as a test sets it; identity is checked by it as well. */
public final class TestClock implements InstantSource {

    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    @Override
    public Instant instant() {
        return InstantSource.system().instant().plus(ahead.get());
    }

    /** Makes it this moment, from which time goes on. */
    public void set(Instant moment) {
        ahead.set(Duration.between(InstantSource.system().instant(), moment));
    }

    public void reset() {
        ahead.set(Duration.ZERO);
    }
}
