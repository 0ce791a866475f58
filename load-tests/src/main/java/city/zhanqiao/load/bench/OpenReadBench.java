package city.zhanqiao.load.bench;

import city.zhanqiao.load.bench.SideBySide.Compared;
import city.zhanqiao.load.bench.SideBySide.Side;
import city.zhanqiao.load.lab.CannotMeasure;
import city.zhanqiao.load.lab.Lab;
import city.zhanqiao.load.lab.Place;
import city.zhanqiao.load.lab.Program;
import city.zhanqiao.load.lab.Tool;
import city.zhanqiao.load.lab.Wrk;
import city.zhanqiao.load.rival.StaticAnswers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * P6. What anybody may read, at the gateway, against the same bytes from a bare WebFlux handler.
 */
final class OpenReadBench implements Bench {

    private static final int CONNECTIONS = 32;
    private static final String PATH = "/open/v1/halls";

    @Override
    public String name() {
        return "p6-open-reads";
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
        compare(lab, settings, report, gateway.base(), PATH, "halls at the gateway");
    }

    /** One address at the gateway, whole and unchanged, against the bytes that it answers with. */
    static void compare(
            Lab lab, BenchSettings settings, Report report, URI gateway, String path, String what) {
        HttpResponse<String> answer = read(gateway, path);
        String etag =
                answer.headers()
                        .firstValue("ETag")
                        .orElseThrow(
                                () -> new CannotMeasure("the gateway gives no ETag for " + path));
        Program bare =
                lab.rival(
                        StaticAnswers.class, lab.file("open-read.json", answer.body()).toString());
        Side rival = side(lab, "bare", path, bare.base(), Map.of());
        Compared whole =
                SideBySide.run(settings, rival, side(lab, "gateway", path, gateway, Map.of()));
        report.add(new Row("P6", what, "bare WebFlux, same bytes", whole, 0.6, 0.8));
        Compared unchanged =
                SideBySide.run(
                        settings,
                        rival,
                        side(lab, "304", path, gateway, Map.of("BENCH_ETAG", etag)));
        report.add(
                new Row(
                        "P6",
                        what + ", unchanged (304)",
                        "bare WebFlux, same bytes",
                        unchanged,
                        0.6,
                        1));
    }

    private static Side side(
            Lab lab, String name, String path, URI base, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("BENCH_PATH", path);
        Wrk load = new Wrk(lab.scripts(), "read", CONNECTIONS, environment);
        return new Side(name, length -> Sample.of(load.at(base, length)));
    }

    private static HttpResponse<String> read(URI base, String path) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(base.resolve(path)).build(), BodyHandlers.ofString());
        } catch (IOException fault) {
            throw new CannotMeasure("the gateway does not answer " + path, fault);
        } catch (InterruptedException fault) {
            Thread.currentThread().interrupt();
            throw new CannotMeasure("interrupted", fault);
        }
    }
}
