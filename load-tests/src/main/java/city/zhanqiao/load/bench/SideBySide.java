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
        say("warming up: " + rival.name + ", " + ours.name);
        Sample cold = rival.turn.apply(settings.warm());
        Sample first = ours.turn.apply(settings.warm());
        say("warm: %.0f/s, %.0f/s".formatted(cold.perSecond(), first.perSecond()));
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
     */
    record Side(String name, Function<Duration, Sample> turn) {}

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
