package city.zhanqiao.load.rolling;

import city.zhanqiao.load.lab.Lab;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Residents who read and act without a break and try nothing again: whatever fails is a failure
 * that one of them would see.
 */
final class Residents implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long PAUSE_MILLIS = 150;
    private static final List<String> READS =
            List.of(
                    "/open/v1/items",
                    "/open/v1/halls",
                    "/open/v1/notices",
                    "/open/v1/scenarios?division=370202",
                    "/api/v1/applications",
                    "/api/v1/me",
                    "/api/v1/inbox",
                    "/api/v1/bookings",
                    "/api/v1/home");
    private static final String DRAFT =
            "{\"item\": \"social-card\", \"division\": \"370202001000\"}";
    private static final String FORM =
            """
            {"form": {"applicantName": "某某", "cardReason": "FIRST", "bank": "QINGDAO_BANK",
              "residenceDivision": "370202001000", "residenceAddress": "某路1号", "phone": "19900000001",
              "occupation": "EMPLOYED", "delivery": "POST"}}
            """;

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Lab lab;
    private final URI address;
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger partial = new AtomicInteger();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final Queue<String> drafts = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean going = true;

    Residents(Lab lab, URI address, int many) {
        this.lab = lab;
        this.address = address;
        for (int n = 0; n < many; n++) {
            String name = "rolling-" + n;
            threads.add(Thread.ofVirtual().name(name).start(() -> live(name)));
        }
    }

    int answered() {
        return answered.get();
    }

    /** Homes that named a part they did not get in time, as they may. */
    int partial() {
        return partial.get();
    }

    /** What a resident saw that was no answer, with the time. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    /** Drafts that the city said it has. */
    List<String> drafts() {
        return List.copyOf(drafts);
    }

    @Override
    public void close() {
        going = false;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException fault) {
                Thread.currentThread().interrupt();
            }
        }
        http.close();
    }

    private void live(String name) {
        String token = lab.token(name);
        for (int round = 0; going; round++) {
            for (String path : READS) {
                ask(request(token, path).GET());
                pause();
            }
            act(token, round);
        }
    }

    /** A draft, filled in with what is sealed, and read again. */
    private void act(String token, int round) {
        String made =
                ask(request(token, "/api/v1/applications").POST(BodyPublishers.ofString(DRAFT)));
        String id = made.isEmpty() ? "" : JSON.readTree(made).path("id").asString("");
        if (id.isEmpty()) {
            return;
        }
        drafts.add(id);
        String own = "/api/v1/applications/" + id;
        ask(
                request(token, own + "/form")
                        .header("If-Match", "*")
                        .PUT(BodyPublishers.ofString(FORM)));
        String read = ask(request(token, own).GET());
        if (!read.isEmpty() && !read.contains("某某")) {
            fail("the form of a draft cannot be read in round " + round);
        }
    }

    private HttpRequest.Builder request(String token, String path) {
        return HttpRequest.newBuilder(address.resolve(path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .header("Content-Type", "application/json");
    }

    /** Empty when there was no good answer, which is then noted. */
    private String ask(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        String what =
                request.method() + " " + request.uri().getPath().replaceAll("[0-9a-f-]{36}", "…");
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            answered.incrementAndGet();
            if (answer.statusCode() >= 300) {
                fail(what + ": " + answer.statusCode() + " " + answer.body());
                return "";
            }
            if (what.endsWith("/home") && !JSON.readTree(answer.body()).path("missing").isEmpty()) {
                partial.incrementAndGet();
            }
            return answer.body();
        } catch (IOException broken) {
            fail(what + ": " + broken);
            return "";
        } catch (InterruptedException fault) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private void fail(String what) {
        failures.add(LocalTime.now(ZoneOffset.UTC) + " " + what);
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException fault) {
            Thread.currentThread().interrupt();
        }
    }
}
