package city.zhanqiao.load.bench;

import city.zhanqiao.load.bench.SideBySide.Compared;
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
 * P4. The gateway, with the check of the token, the limit and the route, against nginx as a proxy
 * in front of the same server.
 */
final class DoorBench implements Bench {

    private static final int CONNECTIONS = 32;
    private static final int RESIDENTS = 1_000;

    @Override
    public String name() {
        return "p4-gateway";
    }

    @Override
    public List<Tool> tools() {
        return List.of(Tool.WRK, Tool.NGINX);
    }

    @Override
    public void run(Lab lab, BenchSettings settings, Report report) {
        Path content = lab.file("answer.json", "{\"items\":[],\"next\":null}");
        Path tokens = lab.tokens(RESIDENTS);
        try (Nginx nginx = lab.nginx(content)) {
            Program gateway = lab.gateway(nginx.upstream());
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
            Compared compared =
                    SideBySide.run(
                            settings,
                            new Side(
                                    "nginx",
                                    length -> Sample.of(load.at(nginx.proxy(), length)),
                                    true),
                            new Side(
                                    "gateway",
                                    length -> Sample.of(load.at(gateway.base(), length))));
            report.add(
                    new Row(
                            "P4",
                            "gateway: token, limit, route",
                            "nginx proxy_pass, same server",
                            compared,
                            0.35,
                            0.5));
            report.note("Added at the median: %.2f ms at full load.".formatted(compared.added()));
        }
    }
}
