package city.zhanqiao.load.bench;

import city.zhanqiao.load.bench.SideBySide.Side;
import city.zhanqiao.load.lab.Lab;
import city.zhanqiao.load.lab.Nginx;
import city.zhanqiao.load.lab.Program;
import city.zhanqiao.load.lab.Tool;
import city.zhanqiao.load.lab.Wrk;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * P5. What the rate limit costs, and what metrics, traces and the log cost: the gateway against
 * itself without them, in front of the same server.
 */
final class CostBench implements Bench {

    private static final int CONNECTIONS = 32;
    private static final int RESIDENTS = 1_000;
    private static final double FLOOR = 0.85;
    private static final double GOAL = 0.9;

    private static final Map<String, String> UNLIMITED =
            Map.of("zhanqiao.gateway.rate.enabled", "false");

    /** The limit of residents as it is delivered; nobody here reaches it. */
    private static final Map<String, String> LIMITED =
            Map.of("zhanqiao.gateway.rate.subject", "600");

    private static final Map<String, String> UNOBSERVED =
            Map.of(
                    "management.observations.enable.all", "false",
                    "management.metrics.enable.all", "false",
                    "management.tracing.enabled", "false",
                    "logging.level.city.zhanqiao.web.access-log", "off");

    @Override
    public String name() {
        return "p5-cost";
    }

    @Override
    public List<Tool> tools() {
        return List.of(Tool.WRK, Tool.NGINX);
    }

    @Override
    public void run(Lab lab, BenchSettings settings, Report report) {
        Path content = lab.file("answer.json", "{\"items\":[],\"next\":null}");
        Path tokens = lab.tokens(RESIDENTS);
        Wrk load =
                new Wrk(
                        lab.scripts(),
                        "read",
                        CONNECTIONS,
                        Map.of(
                                "BENCH_PATH",
                                "/api/v1/bookings",
                                "BENCH_TOKENS",
                                tokens.toString()));
        try (Nginx nginx = lab.nginx(content)) {
            Program usual = lab.gateway(nginx.upstream(), LIMITED);
            compare(
                    "rate limit",
                    load,
                    usual,
                    lab.gateway(nginx.upstream(), UNLIMITED),
                    settings,
                    report);
            compare(
                    "metrics, traces, access log",
                    load,
                    usual,
                    lab.gateway(nginx.upstream(), UNOBSERVED),
                    settings,
                    report);
        }
    }

    private static void compare(
            String what,
            Wrk load,
            Program with,
            Program without,
            BenchSettings settings,
            Report report) {
        report.add(
                new Row(
                        "P5",
                        "gateway with " + what,
                        "the same without",
                        SideBySide.run(
                                settings,
                                side("without", load, without),
                                side("with " + what, load, with)),
                        FLOOR,
                        GOAL));
        without.close();
    }

    private static Side side(String name, Wrk load, Program gateway) {
        return new Side(name, length -> Sample.of(load.at(gateway.base(), length)));
    }
}
