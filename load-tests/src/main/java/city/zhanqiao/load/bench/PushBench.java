package city.zhanqiao.load.bench;

import city.zhanqiao.load.bench.SideBySide.Side;
import city.zhanqiao.load.lab.Lab;
import city.zhanqiao.load.lab.Program;
import city.zhanqiao.load.lab.Tool;
import city.zhanqiao.load.push.Backlog;
import city.zhanqiao.load.push.Bare;
import city.zhanqiao.load.push.Flow;
import city.zhanqiao.load.push.Queue;
import city.zhanqiao.load.push.Town;

import java.util.List;
import java.util.Map;

/**
 * P10. Pushes in bulk against the bare HTTP client of the SDK; how long they take from the event's
 * commit to Firebase at 360/s; and what it costs when a million notices wait ({@code -Dresidents}).
 */
final class PushBench implements Bench {

    private static final int AT_ONCE = 400;

    /** More than any machine sends in a turn. */
    private static final int MOST_PER_SECOND = 6_000;

    private static final int USUAL = 360;
    private static final int WAITING = 1_000_000;

    /** Milliseconds; the goal is one second. */
    private static final double SLOWEST = 5_000;

    /** A queue that is held in memory would cost hundreds. */
    private static final double MEGABYTES = 32;

    @Override
    public String name() {
        return "p10-push";
    }

    @Override
    public List<Tool> tools() {
        return List.of();
    }

    @Override
    public void run(Lab lab, BenchSettings settings, Report report) {
        int seconds = Math.toIntExact(settings.length().toSeconds());
        try (Town town = Town.in(lab, Map.of())) {
            Program instance = town.instance().awaitReady();
            town.populate(USUAL * seconds);
            Queue queue = new Queue(town);
            Bare bare = Bare.in(town, AT_ONCE);
            report.add(
                    new Row(
                            "P10",
                            "pushes/s in bulk, one instance",
                            "bare client of the SDK, %d requests at once".formatted(AT_ONCE),
                            SideBySide.run(
                                    settings,
                                    new Side(
                                            "bare client",
                                            length -> new Sample(bare.send(length), 0)),
                                    new Side(
                                            "service",
                                            length ->
                                                    new Sample(
                                                            queue.sendFor(
                                                                    length,
                                                                    MOST_PER_SECOND * seconds),
                                                            0))),
                            0.8,
                            0.9));
            flow(town, settings, report, "with an empty queue");
            int most = BenchSettings.given("residents", WAITING);
            Backlog.Outcome backlog =
                    new Backlog(town, instance)
                            .under(most, () -> flow(town, settings, report, waiting(most)));
            report.note(backlog.toText());
            report.demand(
                    "Live heap with %,d waiting: %+.1f MB.".formatted(most, backlog.megabytes()),
                    backlog.megabytes() < MEGABYTES);
        }
    }

    private static String waiting(int notices) {
        return "while %,d notices wait".formatted(notices);
    }

    private static void flow(Town town, BenchSettings settings, Report report, String when) {
        Flow.Outcome outcome = new Flow(town).run(USUAL, settings.length());
        report.note(
                "%.0f events/s %s: from the commit to Firebase %.0f ms at the median, %.0f ms at p99."
                        .formatted(outcome.perSecond(), when, outcome.median(), outcome.p99()));
        report.demand(
                "p99 below %.0f ms, lost %d, doubled %d."
                        .formatted(SLOWEST, outcome.lost(), outcome.doubled()),
                outcome.p99() < SLOWEST && outcome.lost() == 0 && outcome.doubled() == 0);
    }
}
