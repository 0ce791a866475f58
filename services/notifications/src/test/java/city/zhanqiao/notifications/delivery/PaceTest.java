package city.zhanqiao.notifications.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** How fast a push service is spoken to. */
class PaceTest {

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger processes = new AtomicInteger(1);
    private final Pace pace = new Pace(1000, processes::get, nanos::get);

    @Test
    void letsASecondsWorthGoAtOnceAndNoMore() {
        assertThat(pace.take(Lane.EMERGENCY, 5000)).isEqualTo(1000);
        assertThat(pace.take(Lane.EMERGENCY, 1)).isZero();
        passes(Duration.ofMillis(100));
        assertThat(pace.take(Lane.PERSONAL, 5000)).isEqualTo(100);
        passes(Duration.ofHours(1));
        assertThat(pace.take(Lane.PERSONAL, 5000)).isEqualTo(1000);
    }

    @Test
    void leavesNoticesAQuarter() {
        assertThat(pace.take(Lane.NOTICE, 5000)).isEqualTo(250);
        assertThat(pace.take(Lane.NOTICE, 1)).isZero();
        assertThat(pace.take(Lane.EMERGENCY, 5000)).isEqualTo(750);
    }

    @Test
    void takesBackWhatWasNotUsed() {
        pace.take(Lane.NOTICE, 250);
        pace.giveBack(Lane.NOTICE, 200);
        assertThat(pace.take(Lane.NOTICE, 5000)).isEqualTo(200);
    }

    @Test
    void sharesWithOtherProcesses() {
        processes.set(4);
        passes(Duration.ofSeconds(1));
        assertThat(pace.take(Lane.EMERGENCY, 5000)).isEqualTo(250);
    }

    @Test
    void neverPassesTheRateOverAnyLength() {
        long seed = 20261128;
        RandomGenerator random = new java.util.Random(seed);
        long sent = 0;
        for (int n = 0; n < 5000; n++) {
            passes(Duration.ofMillis(random.nextInt(20)));
            Lane lane = Lane.of(random.nextInt(3));
            int taken = pace.take(lane, random.nextInt(300));
            int unused = taken == 0 ? 0 : random.nextInt(taken + 1);
            pace.giveBack(lane, unused);
            sent += taken - unused;
            assertThat(sent)
                    .as("seed %s round %s", seed, n)
                    .isLessThanOrEqualTo(1000 + nanos.get() / 1_000_000);
        }
    }

    private void passes(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
