package city.zhanqiao.load.bench;

import city.zhanqiao.load.bench.SideBySide.Compared;
import city.zhanqiao.load.bench.SideBySide.Side;
import city.zhanqiao.load.lab.Lab;
import city.zhanqiao.load.lab.Place;
import city.zhanqiao.load.lab.Program;
import city.zhanqiao.load.lab.Tool;
import city.zhanqiao.load.lab.Wrk;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** P2. Refusals when nothing is left, against reads by the same residents. */
final class SoldOutBench implements Bench {

    private static final int CONNECTIONS = 64;
    private static final int RESIDENTS = 5_000;

    private final AtomicInteger round = new AtomicInteger();

    @Override
    public String name() {
        return "p2-sold-out";
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
        Program gateway = lab.gateway(service.base());
        HotSlot slot = new HotSlot(own, 0);
        Path tokens = lab.tokens(RESIDENTS);

        Compared direct =
                SideBySide.run(
                        settings,
                        bookings(lab, tokens, service.base()),
                        refusals(lab, slot, tokens, service.base()));
        report.add(
                new Row(
                        "P2",
                        "refusals/s when sold out",
                        "GET of the own bookings",
                        direct,
                        0.5,
                        0.8));
        Compared open =
                SideBySide.run(
                        settings,
                        new Side(
                                "halls",
                                length ->
                                        Sample.of(
                                                read(lab, Map.of("BENCH_PATH", "/open/v1/halls"))
                                                        .at(service.base(), length))),
                        refusals(lab, slot, tokens, service.base()));
        report.add(
                Row.explaining("P2", "the same", "GET of the halls, from memory, no log-in", open));
        Compared through =
                SideBySide.run(
                        settings,
                        bookings(lab, tokens, gateway.base()),
                        refusals(lab, slot, tokens, gateway.base()));
        report.add(
                Row.explaining(
                        "P2", "the same through the gateway", "the same GET there", through));
    }

    private static Side bookings(Lab lab, Path tokens, URI base) {
        Wrk load =
                read(
                        lab,
                        Map.of(
                                "BENCH_PATH",
                                "/api/v1/bookings",
                                "BENCH_TOKENS",
                                tokens.toString()));
        return new Side("reads", length -> Sample.of(load.at(base, length)));
    }

    private static Wrk read(Lab lab, Map<String, String> environment) {
        return new Wrk(lab.scripts(), "read", CONNECTIONS, environment);
    }

    private Side refusals(Lab lab, HotSlot slot, Path tokens, URI base) {
        return new Side(
                "refusals",
                length -> {
                    Wrk load =
                            new Wrk(
                                    lab.scripts(),
                                    "refuse",
                                    CONNECTIONS,
                                    Map.of(
                                            "BENCH_TOKENS", tokens.toString(),
                                            "BENCH_BODY", slot.body(),
                                            "BENCH_ROUND", "round-" + round.incrementAndGet()));
                    return Sample.of(load.at(base, length));
                });
    }
}
