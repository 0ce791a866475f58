package city.zhanqiao.load.bench;

import city.zhanqiao.load.bench.SideBySide.Side;
import city.zhanqiao.load.lab.CannotMeasure;
import city.zhanqiao.load.lab.Lab;
import city.zhanqiao.load.lab.Place;
import city.zhanqiao.load.lab.Program;
import city.zhanqiao.load.lab.Tool;
import city.zhanqiao.load.lab.Wrk;
import city.zhanqiao.load.rival.VertxRecords;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** P3. A resident reads one own booking, against the same read in a bare Vert.x server. */
final class OwnRecordBench implements Bench {

    private static final String BOOKINGS = "/api/v1/bookings";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
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
        HotSlot slot = new HotSlot(own, 1);
        String path = BOOKINGS + "/" + aBooking(service.base(), slot, Lab.lines(token).getFirst());
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

    /** Not through wrk, which asks its script for one request more than it sends. */
    private static String aBooking(URI service, HotSlot slot, String token) {
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            URI bookings = service.resolve(BOOKINGS);
            String held =
                    send(http, act(bookings, token).POST(BodyPublishers.ofString(slot.body())));
            String id = JsonMapper.shared().readTree(held).required("id").stringValue();
            URI confirmation = service.resolve(BOOKINGS + "/" + id + "/confirmation");
            send(http, act(confirmation, token).POST(BodyPublishers.noBody()));
            return id;
        }
    }

    private static HttpRequest.Builder act(URI at, String token) {
        return HttpRequest.newBuilder(at)
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString());
    }

    private static String send(HttpClient http, HttpRequest.Builder act) {
        try {
            HttpResponse<String> answer = http.send(act.build(), BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new CannotMeasure("no booking to read: " + answer.body());
            }
            return answer.body();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
            throw new CannotMeasure("interrupted");
        }
    }
}
