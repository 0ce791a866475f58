package city.zhanqiao.load.bench;

import city.zhanqiao.load.lab.Lab;
import city.zhanqiao.load.lab.Tool;
import city.zhanqiao.load.scale.Measured;
import city.zhanqiao.load.scale.MillionRush;
import city.zhanqiao.load.scale.MillionRush.City;
import city.zhanqiao.load.scale.MillionRush.Morning;
import city.zhanqiao.load.scale.MillionRush.Rates;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The rush of a million residents, computed from the rates that P1 and P2 have measured on this
 * machine, for growing numbers of such machines.
 */
final class MillionBench implements Bench {

    private static final int RESIDENTS = 1_000_000;
    private static final int PLACES = 30_000;
    private static final int POLL_SECONDS = 10;
    private static final List<Integer> MACHINES = List.of(1, 4, 16);
    private static final long SEED = 20261128;

    @Override
    public String name() {
        return "million-rush";
    }

    @Override
    public List<Tool> tools() {
        return List.of();
    }

    @Override
    public void run(Lab lab, BenchSettings settings, Report report) {
        Measured measured =
                new Measured(
                        Path.of(settings.smoke() ? "target/smoke" : "results").toAbsolutePath());
        int bookings = measured.perSecond("p1-hot-place", "through the gateway");
        int refusals = measured.perSecond("p2-sold-out", "through the gateway");
        report.note(
                "Computed, not measured: %,d residents want %,d places; one machine confirms %,d/s and refuses %,d/s."
                        .formatted(RESIDENTS, PLACES, bookings, refusals));
        for (int machines : MACHINES) {
            Rates rates = new Rates(bookings * machines, refusals * machines);
            Morning morning =
                    new MillionRush(new City(RESIDENTS, PLACES, POLL_SECONDS), rates, SEED)
                            .happen();
            report.note(
                    String.format(
                            Locale.ROOT,
                            "%d machines: %,d confirmed, all gone %,d s after nine, told after %,d"
                                + " s (median) or %,d s (p99), at most %,d looks at the room in a"
                                + " second, %,d told.",
                            machines,
                            morning.confirmed(),
                            morning.soldOutAt(),
                            morning.medianWait(),
                            morning.longWait(),
                            morning.mostPolls(),
                            morning.told()));
        }
    }
}
