package city.zhanqiao.load.bench;

import city.zhanqiao.load.bench.SideBySide.Compared;
import city.zhanqiao.load.bench.SideBySide.Side;
import city.zhanqiao.load.lab.CannotMeasure;
import city.zhanqiao.load.lab.Lab;
import city.zhanqiao.load.lab.Place;
import city.zhanqiao.load.lab.Program;
import city.zhanqiao.load.lab.Tool;
import city.zhanqiao.load.lab.Wrk;
import city.zhanqiao.load.lab.Wrk.Counted;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * P1. Confirmed bookings in one slot, each a hold and a confirmation with log-in, idempotency,
 * history, audit and event, against {@code pgbench} with one statement that takes a place in one
 * row of the same server and inserts a booking without any of it.
 */
final class HotPlaceBench implements Bench {

    private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+)");
    private static final int CONNECTIONS = 256;
    private static final int PLACES = 100_000_000;

    private final AtomicInteger round = new AtomicInteger();
    private final List<Double> debts = new ArrayList<>();

    @Override
    public String name() {
        return "p1-hot-place";
    }

    @Override
    public List<Tool> tools() {
        return List.of(Tool.WRK, Tool.PGBENCH);
    }

    @Override
    public void run(Lab lab, BenchSettings settings, Report report) {
        Place own = lab.place("appointments");
        Program service = lab.appointments(own);
        Lab.awaitSlots(own);
        Program gateway = lab.gateway(service.base());
        HotSlot slot = new HotSlot(own, PLACES);
        SideBySide.say("signing %d tokens".formatted(settings.residents()));
        Path tokens = lab.tokens(settings.residents());
        Side rival = new Side("pgbench", pgbench(lab, lab.place("rival")), true);

        Compared direct =
                SideBySide.run(
                        settings,
                        rival,
                        new Side(
                                "service",
                                length -> book(lab, slot, tokens, service.base(), length)));
        report.add(
                new Row(
                        "P1",
                        "bookings/s in one slot, service",
                        "pgbench, same row",
                        direct,
                        3,
                        5));
        Compared through =
                SideBySide.run(
                        settings,
                        rival,
                        new Side(
                                "gateway",
                                length -> book(lab, slot, tokens, gateway.base(), length)));
        report.add(
                new Row(
                        "P1",
                        "the same through the gateway",
                        "pgbench, same row",
                        through,
                        1.5,
                        3));
        report.note("Oversold 0, doubled 0, bookings without event 0: checked after every turn.");
        report.note(
                ("Events and audit rows are delivered and sealed beside the load; after a turn that"
                                + " took another %.1f s (median).")
                        .formatted(SideBySide.median(debts, debt -> debt)));
    }

    private Sample book(Lab lab, HotSlot slot, Path tokens, URI base, Duration length) {
        slot.empty();
        long events = slot.events();
        Wrk load =
                new Wrk(
                        lab.scripts(),
                        "book",
                        CONNECTIONS,
                        Map.of(
                                "BENCH_TOKENS", tokens.toString(),
                                "BENCH_BODY", slot.body(),
                                "BENCH_ROUND", "round-" + round.incrementAndGet()));
        Counted counted = load.at(base, length);
        long ended = System.nanoTime();
        long confirmed = slot.confirmed();
        if (counted.spent()) {
            throw new CannotMeasure(
                    "All residents have booked before the time was over: raise -Dresidents");
        }
        if (confirmed < counted.good() || slot.wrong(events) > 0) {
            throw new CannotMeasure(
                    "%d confirmed, %d answered so, %d wrong"
                            .formatted(confirmed, counted.good(), slot.wrong(events)));
        }
        while (!slot.isSettled()) {
            Thread.onSpinWait();
        }
        debts.add((System.nanoTime() - ended) / 1e9);
        return Sample.of(counted);
    }

    private static java.util.function.Function<Duration, Sample> pgbench(Lab lab, Place place) {
        place.execute(
                """
                CREATE TABLE slot (id int PRIMARY KEY, capacity int NOT NULL, taken int NOT NULL,
                                   CHECK (taken <= capacity)) WITH (fillfactor = 50);
                CREATE TABLE booking (slot int NOT NULL, resident bigint NOT NULL,
                                      at timestamptz NOT NULL DEFAULT now(),
                                      PRIMARY KEY (slot, resident));
                INSERT INTO slot VALUES (1, 1000000000, 0);
                """);
        return length -> {
            place.execute("TRUNCATE booking");
            place.execute("VACUUM slot");
            String printed =
                    Tool.PGBENCH.run(
                            place.environment(),
                            "-n",
                            "-M",
                            "prepared",
                            "-c16",
                            "-j2",
                            "-T" + length.toSeconds(),
                            "-f",
                            lab.scripts().resolve("hot-row.sql").toString());
            Matcher tps = TPS.matcher(printed);
            if (!tps.find()) {
                throw new CannotMeasure("pgbench told no rate:\n" + printed);
            }
            return new Sample(Double.parseDouble(tps.group(1)), 0);
        };
    }
}
