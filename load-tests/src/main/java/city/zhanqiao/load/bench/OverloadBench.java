package city.zhanqiao.load.bench;

import city.zhanqiao.load.bench.SideBySide.Side;
import city.zhanqiao.load.lab.Crowd;
import city.zhanqiao.load.lab.Crowd.Answered;
import city.zhanqiao.load.lab.Crowd.Ask;
import city.zhanqiao.load.lab.Lab;
import city.zhanqiao.load.lab.Program;
import city.zhanqiao.load.lab.Tool;
import city.zhanqiao.load.lab.Wrk;
import city.zhanqiao.load.rival.LimitedServer;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * P8. Five times as much as the service can do, in the open model and with everybody who is turned
 * away asking again: good answers a second against the peak of the same gateway and service, how
 * long those who are let in wait, and how soon all is normal afterwards.
 */
final class OverloadBench implements Bench {

    private static final int RESIDENTS = 1_000;

    /** 16 places for 40 ms: 400 answers a second, so that the cores are not what gives out. */
    private static final String PLACES = "16";

    private static final String HELD = "40";
    private static final int CALLERS = 64;
    private static final int TIMES = 5;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int LONGEST_RECOVERY = 20;

    @Override
    public String name() {
        return "p8-overload";
    }

    @Override
    public List<Tool> tools() {
        return List.of(Tool.WRK);
    }

    @Override
    public void run(Lab lab, BenchSettings settings, Report report) {
        Path tokens = lab.tokens(RESIDENTS);
        Program service = lab.rival(LimitedServer.class, PLACES, HELD);
        URI address = lab.gateway(service.base()).base().resolve("/api/v1/bookings");
        Wrk peak =
                new Wrk(
                        lab.scripts(),
                        "read",
                        CALLERS,
                        Map.of(
                                "BENCH_PATH",
                                "/api/v1/bookings",
                                "BENCH_TOKENS",
                                tokens.toString()));
        List<String> residents = Lab.lines(tokens);
        Crowd load =
                new Crowd(
                        address.resolve("/"),
                        nth ->
                                Ask.read(
                                        "/api/v1/bookings",
                                        residents.get((int) (nth % residents.size()))));
        List<Answered> storms = new ArrayList<>();
        List<Double> recoveries = new ArrayList<>();
        SideBySide.Compared compared =
                SideBySide.run(
                        settings,
                        new Side(
                                "peak", length -> Sample.of(peak.at(address.resolve("/"), length))),
                        new Side(
                                TIMES + " x overload",
                                length -> {
                                    double most = capacity();
                                    Answered storm = load.at(TIMES * most, length).of("read");
                                    storms.add(storm);
                                    recoveries.add(recover(load, most));
                                    return new Sample(storm.good(), storm.p50());
                                }));
        report.add(
                new Row(
                        "P8",
                        "good answers at 5 x overload with retries",
                        "its own peak, 64 callers",
                        compared,
                        0.8,
                        0.9));
        report.note(
                String.format(
                        Locale.ROOT,
                        "Of those let in, p99 waited %.0f ms (goal 250); %.0f/s were turned away at"
                            + " once; %d requests had no answer. Normal again after %.0f s (goal 5,"
                            + " must 10).",
                        SideBySide.median(storms, Answered::p99),
                        SideBySide.median(storms, Answered::refused),
                        storms.stream().mapToLong(Answered::broken).sum(),
                        SideBySide.median(recoveries, seconds -> seconds)));
    }

    private static double capacity() {
        return Integer.parseInt(PLACES) * 1000.0 / Integer.parseInt(HELD);
    }

    /** Seconds until nobody is turned away at half the load. */
    private static double recover(Crowd load, double most) {
        int seconds = 0;
        Answered now;
        do {
            now = load.at(most / 2, SECOND).of("read");
            seconds++;
        } while ((now.refused() > 0 || now.broken() > 0) && seconds < LONGEST_RECOVERY);
        return seconds - 1.0;
    }
}
