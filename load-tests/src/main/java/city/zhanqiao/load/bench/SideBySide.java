package city.zhanqiao.load.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Two sides on one machine in one run: rival, ours, rival, and that several times. What the machine
 * does meanwhile hits both, so the median of the ratios means something where no single figure
 * does.
 */
final class SideBySide {

    private SideBySide() {}

    /** Warms both sides up and measures them. */
    static Compared run(BenchSettings settings, Side rival, Side ours) {
        warm(settings, rival);
        warm(settings, ours);
        List<Round> rounds = new ArrayList<>();
        for (int n = 1; n <= settings.rounds(); n++) {
            Round round =
                    new Round(
                            rival.turn.apply(settings.length()),
                            ours.turn.apply(settings.length()),
                            rival.turn.apply(settings.length()));
            rounds.add(round);
            say(
                    "round %d: %s %.0f/s, %s %.0f/s, ratio %.2f"
                            .formatted(
                                    n,
                                    rival.name,
                                    round.rivalPerSecond(),
                                    ours.name,
                                    round.ours.perSecond(),
                                    round.ratio()));
        }
        return new Compared(
                median(rounds, Round::rivalPerSecond),
                median(rounds, round -> round.ours.perSecond()),
                median(rounds, Round::ratio),
                median(rounds, round -> round.ours.p50() - round.before.p50()));
    }

    /** Of something that happens once, with the rival before and after it. */
    static Compared once(double ours, double rival) {
        return new Compared(rival, ours, ours / rival, 0);
    }

    /** In turns, because what fills up is emptied between them. */
    private static void warm(BenchSettings settings, Side side) {
        Duration done = side.compiled ? settings.warm() : Duration.ZERO;
        while (done.compareTo(settings.warm()) < 0) {
            say(
                    "warming up: %s %.0f/s"
                            .formatted(side.name, side.turn.apply(settings.length()).perSecond()));
            done = done.plus(settings.length());
        }
    }

    static <T> double median(List<T> all, ToDoubleFunction<T> value) {
        double[] sorted = all.stream().mapToDouble(value).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    static void say(String progress) {
        System.out.printf(Locale.ROOT, "  %s%n", progress);
    }

    /**
     * One of the two.
     *
     * @param turn measures for so long
     * @param compiled ahead of time, so that there is nothing to warm up
     */
    record Side(String name, Function<Duration, Sample> turn, boolean compiled) {
        Side(String name, Function<Duration, Sample> turn) {
            this(name, turn, false);
        }
    }

    private record Round(Sample before, Sample ours, Sample after) {

        double rivalPerSecond() {
            return (before.perSecond() + after.perSecond()) / 2;
        }

        double ratio() {
            return ours.perSecond() / rivalPerSecond();
        }
    }

    /**
     * Medians of all rounds.
     *
     * @param added milliseconds of ours beyond the rival's, at the median of each
     */
    record Compared(double rival, double ours, double ratio, double added) {}
}
