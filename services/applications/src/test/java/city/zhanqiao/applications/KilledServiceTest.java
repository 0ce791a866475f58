package city.zhanqiao.applications;

import static city.zhanqiao.applications.City.etag;
import static city.zhanqiao.applications.City.key;
import static city.zhanqiao.applications.City.resident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import city.zhanqiao.data.support.TestPostgres;
import city.zhanqiao.data.support.TestPostgres.TestDatabase;
import city.zhanqiao.data.support.WatchedPostgres;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The service as a process of its own, ended by kill -9 after a commit and before its answer. */
class KilledServiceTest {

    private static final String STREET = City.STREET;
    private static final Duration READY = Duration.ofMinutes(2);
    private static final String FORM =
            """
            {"form": {"applicantName": "林示例", "cardReason": "FIRST", "bank": "QINGDAO_BANK",
              "residenceDivision": "370202001000", "residenceAddress": "示例路1号", "phone": "19900000001",
              "occupation": "EMPLOYED", "delivery": "POST"}}
            """;

    private final TestDatabase place = TestPostgres.newDatabase("killed");
    private final HttpClient http = HttpClient.newHttpClient();
    private final int port = freePort();

    @TempDir Path folder;

    @Test
    @Timeout(300)
    void givesTheAnswerThatWasCommittedBeforeItWasKilled() throws Exception {
        String lin = resident("r-killed");
        String lost = key();
        String id;
        try (WatchedPostgres way = WatchedPostgres.open()) {
            Process first = start(way.port());
            City.open(place);
            id = drafted(lin);
            way.whenCommitted(lost, first::destroyForcibly);

            assertThatThrownBy(() -> submit(lin, id, lost)).isInstanceOf(IOException.class);

            assertThat(first.waitFor()).isEqualTo(128 + 9);
        }
        assertThat(place.texts("SELECT state FROM application")).containsExactly("SUBMITTED");
        letAMonthPass();

        Process second = start(TestPostgres.port());
        try {
            HttpResponse<String> answer = submit(lin, id, lost);
            HttpResponse<String> again = submit(lin, id, lost);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(again.body()).isEqualTo(answer.body());
            assertThat(read(answer).path("receiptNumber").asString())
                    .isEqualTo(place.texts("SELECT receipt FROM application").getFirst());
            assertThat(place.count("SELECT count(*) FROM application")).isEqualTo(1);
            assertThat(place.texts("SELECT type FROM event"))
                    .contains(
                            "city.zhanqiao.application.drafted.v1",
                            "city.zhanqiao.application.submitted.v1")
                    .doesNotHaveDuplicates();
            assertThat(
                            place.count(
                                    "SELECT count(*) FROM audit WHERE action ="
                                            + " 'application.submit'"))
                    .isEqualTo(1);
            acceptsWhatFellDueMeanwhile();
        } finally {
            second.destroyForcibly().waitFor();
        }
    }

    /** The case was handed in a month ago, and nobody was there to look at it. */
    private void letAMonthPass() {
        place.execute(
                """
                UPDATE application
                   SET submitted_at = submitted_at - interval '30 days', timer_on = timer_on - 30,
                       clocks = replace(clocks::text, day::text, (day - 30)::text)::jsonb
                  FROM (SELECT (submitted_at AT TIME ZONE 'Asia/Shanghai')::date AS day
                          FROM application) AS received
                """);
    }

    /** 行政许可法 §32(4): silence accepts, as of the day received. */
    private void acceptsWhatFellDueMeanwhile() {
        await().atMost(READY)
                .until(() ->
                        place.texts("SELECT state FROM application").equals(List.of("ACCEPTED")));
        assertThat(
                        place.count(
                                "SELECT count(*) FROM application WHERE accepted_at ="
                                        + " submitted_at"))
                .isOne();
        assertThat(
                        place.count(
                                "SELECT count(*) FROM application_step WHERE act ="
                                        + " 'DEEM_ACCEPTED'"))
                .isOne();
    }

    private String drafted(String resident) throws Exception {
        String id =
                read(send(
                                resident,
                                "POST",
                                "/api/v1/applications",
                                key(),
                                "",
                                """
                                {"item": "social-card", "division": "%s"}
                                """
                                        .formatted(STREET)))
                        .path("id")
                        .asString();
        send(resident, "PUT", "/api/v1/applications/" + id + "/form", key(), etag(1), FORM);
        return id;
    }

    private HttpResponse<String> submit(String resident, String id, String key) throws Exception {
        return send(
                resident, "POST", "/api/v1/applications/" + id + "/submission", key, etag(2), "");
    }

    private HttpResponse<String> send(
            String token, String method, String path, String key, String etag, String body)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(at(path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", key);
        if (!etag.isEmpty()) {
            request.header("If-Match", etag);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private Process start(int database) throws IOException {
        Map<String, Object> settings = City.settings(place);
        settings.replace(
                "spring.r2dbc.url",
                "r2dbc:postgresql://127.0.0.1:%d/%s".formatted(database, place.name()));
        settings.put("server.port", Integer.toString(port));
        settings.put("zhanqiao.casework.timer-pause", "1s");
        ProcessBuilder command =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-XX:TieredStopAtLevel=1",
                                        "-XX:+UseSerialGC",
                                        "--enable-native-access=ALL-UNNAMED",
                                        "--sun-misc-unsafe-memory-access=allow",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        ApplicationsApplication.class.getName()))
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("service.log").toFile());
        command.environment()
                .put("SPRING_APPLICATION_JSON", City.JSON.writeValueAsString(settings));
        Process process = command.start();
        await().atMost(READY).until(() -> !process.isAlive() || answers());
        assertThat(process.isAlive()).isTrue();
        return process;
    }

    private boolean answers() throws InterruptedException {
        try {
            return http.send(
                                    HttpRequest.newBuilder(at("/open/v1/items")).build(),
                                    BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException _) {
            return false; // nobody listens yet
        }
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static JsonNode read(HttpResponse<String> answer) {
        return City.JSON.readTree(answer.body());
    }

    private static int freePort() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException fault) {
            throw new IllegalStateException(fault);
        }
    }
}
