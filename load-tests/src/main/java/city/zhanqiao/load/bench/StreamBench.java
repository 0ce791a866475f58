package city.zhanqiao.load.bench;

import city.zhanqiao.load.lab.Lab;
import city.zhanqiao.load.lab.Program;
import city.zhanqiao.load.lab.Tool;
import city.zhanqiao.load.push.Streams;
import city.zhanqiao.load.push.Town;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** 10,000 open live streams ({@code -Dresidents}) at one instance. */
final class StreamBench implements Bench {

    private static final int STREAMS = 10_000;
    private static final double KIBIBYTES = 30;
    private static final double MILLISECONDS = 1_000;

    @Override
    public String name() {
        return "streams";
    }

    @Override
    public List<Tool> tools() {
        return List.of();
    }

    @Override
    public void run(Lab lab, BenchSettings settings, Report report) {
        int streams = BenchSettings.given("residents", STREAMS);
        try (Town town = Town.in(lab, Map.of())) {
            // The heap is touched beforehand: what the process grows by is not heap.
            Program instance = town.instance("-Xms512m", "-XX:+AlwaysPreTouch").awaitReady();
            // Without phones: pushes are another bench.
            town.settle(streams);
            SideBySide.say("signing %d tokens".formatted(streams));
            List<String> tokens = Files.readAllLines(lab.tokens(streams));
            Streams.Outcome outcome = new Streams(instance).run(tokens);
            report.note(
                    ("%,d streams: %.1f KiB each, %.1f on the heap and %.1f beside it; an event"
                                    + " reached all in %s ms.")
                            .formatted(
                                    streams,
                                    outcome.kibibytes(),
                                    outcome.live() / 1024,
                                    outcome.beside() / 1024,
                                    outcome.toAll().stream()
                                            .map("%.0f"::formatted)
                                            .collect(Collectors.joining(", "))));
            report.demand(
                    "At most %.0f KiB each.".formatted(KIBIBYTES),
                    outcome.kibibytes() <= KIBIBYTES);
            report.demand(
                    "To all in less than %.0f ms, every time.".formatted(MILLISECONDS),
                    outcome.slowest() < MILLISECONDS);
            report.demand(
                    "Ended by themselves: %d.".formatted(outcome.ended()), outcome.ended() == 0);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
