package city.zhanqiao.notifications;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The machine's clock, which a test may set wrong. */
final class JumpingClock implements InstantSource {

    private volatile Duration jumped = Duration.ZERO;

    void jump(Duration by) {
        jumped = by;
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(jumped);
    }
}
