package city.zhanqiao.load.bench;

import city.zhanqiao.load.bench.SideBySide.Side;
import city.zhanqiao.load.lab.Lab;
import city.zhanqiao.load.lab.Place;
import city.zhanqiao.load.lab.Program;
import city.zhanqiao.load.lab.Tool;
import city.zhanqiao.load.lab.Wrk;
import city.zhanqiao.load.rival.VertxRecords;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** P3. A resident reads one own booking, against the same read in a bare Vert.x server. */
final class OwnRecordBench implements Bench {

    private static final int CONNECTIONS = 32;

    @Override
    public String name() {
        return "p3-own-record";
    }

    @Override
    public List<Tool> tools() {
        return List.of(Tool.WRK);
    }

    @Override
    public void run(Lab lab, BenchSettings settings, Report report) {
        Place own = lab.place("appointments");
        Program service = lab.appointments(own);
        Lab.awaitSlots(own);
        Path token = lab.tokens(1);
        String path = "/api/v1/bookings/" + aBooking(lab, own, service.base(), token);
        Program vertx = lab.rival(VertxRecords.class, Integer.toString(own.port()), own.name());
        Wrk ours =
                new Wrk(
                        lab.scripts(),
                        "read",
                        CONNECTIONS,
                        Map.of("BENCH_PATH", path, "BENCH_TOKENS", token.toString()));
        Wrk theirs = new Wrk(lab.scripts(), "read", CONNECTIONS, Map.of("BENCH_PATH", path));
        report.add(
                new Row(
                        "P3",
                        "one own booking with its history, with log-in",
                        "bare Vert.x, same queries, no log-in",
                        SideBySide.run(
                                settings,
                                new Side(
                                        "Vert.x",
                                        length -> Sample.of(theirs.at(vertx.base(), length))),
                                new Side(
                                        "service",
                                        length -> Sample.of(ours.at(service.base(), length)))),
                        0.45,
                        0.6));
    }

    private static String aBooking(Lab lab, Place own, URI base, Path token) {
        new Wrk(
                        lab.scripts(),
                        "book",
                        1,
                        Map.of(
                                "BENCH_TOKENS", token.toString(),
                                "BENCH_BODY", new HotSlot(own, 1).body(),
                                "BENCH_ROUND", "one-booking"))
                .at(base, Duration.ofSeconds(1));
        return own.texts("SELECT id FROM booking WHERE state = 'CONFIRMED'").getFirst();
    }
}
