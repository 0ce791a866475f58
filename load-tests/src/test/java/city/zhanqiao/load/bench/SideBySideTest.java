package city.zhanqiao.load.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import city.zhanqiao.load.bench.SideBySide.Compared;
import city.zhanqiao.load.bench.SideBySide.Side;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;

class SideBySideTest {

    private static final BenchSettings THREE_ROUNDS =
            new BenchSettings(3, Duration.ofSeconds(1), Duration.ofSeconds(1), 1, true, false);

    @Test
    void comparesEachTurnWithTheRivalBeforeAndAfterItAndTakesTheMedian() {
        // The machine slows down by half in the second round: the ratio does not mind.
        Side rival = side("rival", 1, 100, 100, 50, 50, 100, 100);
        Side ours = side("ours", 1, 300, 160, 310);

        Compared compared = SideBySide.run(THREE_ROUNDS, rival, ours);

        assertThat(compared.ratio()).isCloseTo(3.1, within(0.001));
        assertThat(compared.rival()).isEqualTo(100);
        assertThat(compared.ours()).isEqualTo(300);
    }

    @Test
    void tellsFloorsFromGoals() {
        Compared threefold = new Compared(100, 300, 3, 0);

        assertThat(new Row("P1", "ours", "rival", threefold, 3, 5).toMarkdown())
                .contains("3.00")
                .endsWith("| floor reached |");
        assertThat(new Row("P1", "ours", "rival", threefold, 1.5, 3).toMarkdown())
                .endsWith("| goal reached |");
        assertThat(new Row("P1", "ours", "rival", threefold, 3.1, 5).holds()).isFalse();
        assertThat(Row.explaining("P2", "ours", "rival", threefold).holds()).isTrue();
    }

    /** The first turn warms up. */
    private static Side side(String name, double... perSecond) {
        Queue<Double> turns = new ArrayDeque<>(Arrays.stream(perSecond).boxed().toList());
        return new Side(name, length -> new Sample(turns.remove(), 0));
    }
}
