package city.zhanqiao.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.netflix.concurrency.limits.Limit;

import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

import java.time.Duration;
import java.util.function.DoubleUnaryOperator;

/**
 * A service in virtual time: it answers within its latency as long as it is not asked for more than
 * it can do, and later by as much as it is behind.
 */
class AdmissionTest {

    private static final RouteSettings SETTINGS =
            new RouteSettings(
                    DataSize.ofMegabytes(1),
                    DataSize.ofMegabytes(20),
                    100,
                    20,
                    1000,
                    Duration.ofMillis(50));

    private static final double SECOND = 1e9;
    private static final double QUICK = 0.003 * SECOND;

    private final Limit limit = Admission.newLimit(SETTINGS);
    private double now = SECOND;
    private double lastWait;

    @Test
    void hasRoomForAllWhoWaitSoonAfterAColdStart() {
        // 256 callers; a JVM that has just started needs 400 ms, and 3 ms after ten seconds.
        double began = now;
        run(10, 256, 4000, at -> Math.max(QUICK, 0.4 * SECOND * (1 - (at - began) / (8 * SECOND))));

        assertThat(Priority.READ.of(limit.getLimit())).isGreaterThanOrEqualTo(256);
    }

    @Test
    void turnsNobodyAwayBecauseAQuickServiceHasBecomeALittleSlower() {
        run(10, 2, 4000, _ -> QUICK);
        run(5, 256, 4000, _ -> QUICK); // 64 ms each

        assertThat(Priority.READ.of(limit.getLimit())).isGreaterThanOrEqualTo(256);
    }

    @Test
    void keepsTheWaitShortHoweverManyCome() {
        run(5, 50, 2000, _ -> QUICK);
        run(60, 5000, 2000, _ -> QUICK);

        assertThat(lastWait / SECOND).isLessThan(0.25);
        assertThat(limit.getLimit()).isBetween(80, 500);
    }

    @Test
    void isWideAgainSecondsAfterAServiceHung() {
        run(5, 100, 4000, _ -> QUICK);
        run(30, 1000, 4000, _ -> 10 * SECOND);
        assertThat(limit.getLimit()).isLessThan(60);

        run(5, 256, 4000, _ -> QUICK);

        assertThat(Priority.READ.of(limit.getLimit())).isGreaterThanOrEqualTo(200);
    }

    /**
     * Lets callers come for a while, each again as soon as there is an answer.
     *
     * @param most requests that a service can answer in a second
     */
    private void run(double seconds, int callers, double most, DoubleUnaryOperator latency) {
        double end = now + seconds * SECOND;
        while (now < end) {
            int underWay = Math.min(callers, Priority.READ.of(limit.getLimit()));
            lastWait = Math.max(latency.applyAsDouble(now), underWay / most * SECOND);
            double apart = lastWait / underWay;
            for (int answered = 0; answered < underWay; answered++) {
                now += apart;
                Admission.sample(
                        limit, SETTINGS, (long) (now - lastWait), (long) lastWait, underWay, false);
            }
        }
    }
}
