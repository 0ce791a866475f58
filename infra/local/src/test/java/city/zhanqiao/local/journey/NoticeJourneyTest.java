package city.zhanqiao.local.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import city.zhanqiao.local.journey.City.Person;
import city.zhanqiao.local.journey.City.Reply;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import tools.jackson.databind.JsonNode;

import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/**
 * An emergency from two publishers to the phones and open apps of a street, then its update to
 * another street and its withdrawal, to the same people.
 */
@ExtendWith(WholeCity.class)
class NoticeJourneyTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String NOTICES = "/admin/v1/notices";
    private static final String HERE = "370212005000";
    private static final String THERE = "370212002000";
    private static final String PHONE = "phone-of-the-street";

    @Test
    void bringsAnEmergencyToTheStreetAndItsEndToTheSamePeople(City city) throws Exception {
        Person neighbour = city.as("xu");
        livesIn(neighbour, HERE);
        hasAPhone(neighbour);
        Person writer = city.as("publisher");
        Person approver = city.as("publisher-second");

        try (Live stream = Live.open(city, neighbour)) {
            String path = begun(writer, notice("金家岭燃气泄漏", HERE));
            assertThat(writer.act("POST", path + "/publication", City.key(), "*", "{}").status())
                    .isEqualTo(409);
            publish(path, writer, approver);
            hears(city, neighbour, "金家岭燃气泄漏", 1);
            stream.awaitChange(1);
            String open = path.replace("/admin/", "/open/");
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> city.guest().get(open).status() == 200);
            assertThat(city.guest().get(open + "/cap").text())
                    .contains("<urgency>Immediate</urgency>", "<msgType>Alert</msgType>");
            assertThat(neighbour.get("/api/v1/notices/for-me").at("/items/0/notice/title"))
                    .isEqualTo("金家岭燃气泄漏");

            // Narrowed to another street: who was told must hear that it no longer holds for them.
            Reply draft = writer.act("PUT", path, City.key(), "*", notice("沙子口燃气泄漏", THERE));
            assertThat(draft.status()).as(draft.text()).isEqualTo(200);
            publish(path, writer, approver);
            hears(city, neighbour, "沙子口燃气泄漏", 2);
            stream.awaitChange(2);

            Reply gone =
                    approver.act(
                            "POST",
                            path + "/withdrawal",
                            City.key(),
                            "*",
                            "{\"reason\": \"险情已排除\"}");
            assertThat(gone.status()).as(gone.text()).isEqualTo(200);
            hears(city, neighbour, "沙子口燃气泄漏", 3);
            stream.awaitChange(3);
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> city.guest().get(open).at("/state").equals("WITHDRAWN"));
            assertThat(messages(neighbour)).hasSize(1);

            await().atMost(SOON).until(() -> accepted(approver.get(path + "/pushes")) >= 3);
            Reply pushes = approver.get(path + "/pushes");
            assertThat(pushes.body().path("items").valueStream())
                    .extracting(telling -> telling.path("words").asString())
                    .containsExactly(
                            "emergency.withdrawn", "emergency.updated", "emergency.published");
            assertThat(city.pushes(PHONE).toString()).doesNotContain("徐海波", "19900000008");
        }
    }

    private static void livesIn(Person person, String street) {
        Reply moved =
                person.put(
                        "/api/v1/me/places",
                        "{\"places\": [{\"kind\": \"HOME\", \"division\": \"%s\"}]}"
                                .formatted(street));
        assertThat(moved.status()).as(moved.text()).isEqualTo(200);
    }

    private static void hasAPhone(Person person) {
        Reply reply =
                person.put(
                        "/api/v1/devices/" + PHONE,
                        "{\"provider\": \"FCM\", \"addressKind\": \"FCM_TOKEN\", \"address\": \"%s\"}"
                                .formatted(PHONE));
        assertThat(reply.status()).as(reply.text()).isBetween(200, 204);
    }

    private static String begun(Person writer, String notice) {
        Reply draft = writer.post(NOTICES, notice);
        assertThat(draft.status()).as(draft.text()).isEqualTo(201);
        String path = NOTICES + "/" + draft.at("/id");
        // The copy of the neighbour's places comes by an event.
        await().atMost(SOON).until(() -> writer.get(path + "/reach").status() == 200);
        return path;
    }

    private static void publish(String path, Person writer, Person approver) {
        assertThat(writer.act("POST", path + "/review", City.key(), "*", "").status())
                .isEqualTo(200);
        Reply alone = writer.act("POST", path + "/publication", City.key(), "*", "{}");
        assertThat(alone.code()).isEqualTo("WRITER_CANNOT_PUBLISH");
        Reply done = approver.act("POST", path + "/publication", City.key(), "*", "{}");
        assertThat(done.status()).as(done.text()).isEqualTo(200);
    }

    /** On the phone, as often as there was news, and in the inbox as one message. */
    private static void hears(City city, Person person, String title, int times) {
        await().atMost(SOON).until(() -> city.pushes(PHONE).size() >= times);
        await().atMost(SOON)
                .until(() ->
                        messages(person).stream()
                                .anyMatch(one -> one.path("body").asString().contains(title)));
        assertThat(city.pushes(PHONE)).hasSize(times);
    }

    private static List<JsonNode> messages(Person person) {
        return person.get("/api/v1/inbox?limit=100")
                .body()
                .path("items")
                .valueStream()
                .filter(item -> item.toString().contains("燃气泄漏"))
                .toList();
    }

    private static long accepted(Reply pushes) {
        return pushes.body()
                .path("items")
                .valueStream()
                .mapToLong(telling -> telling.path("accepted").asLong())
                .sum();
    }

    private static String notice(String title, String street) {
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
        return """
        {"kind": "EMERGENCY", "severity": "SEVERE", "urgency": "IMMEDIATE", "certainty": "OBSERVED",
         "texts": {"zh-Hans": {"title": "%s", "summary": "请撤离", "body": "<p>请立即撤离。</p>"},
                   "en": {"title": "%s", "summary": "Leave", "body": "<p>Leave at once.</p>"}},
         "target": {"divisions": ["%s"]}, "validFrom": "%s", "validUntil": "%s"}
        """
                .formatted(title, title, street, now.minusMinutes(1), now.plusHours(6));
    }

    /** The live stream of an open app, line by line. */
    private record Live(HttpClient http, Queue<String> heard) implements AutoCloseable {

        static Live open(City city, Person person) throws Exception {
            HttpClient http = HttpClient.newHttpClient();
            HttpRequest request =
                    HttpRequest.newBuilder(
                                    URI.create("http://localhost:" + city.port() + "/api/v1/live"))
                            .header("Authorization", "Bearer " + person.token())
                            .build();
            HttpResponse<Stream<String>> answer = http.send(request, BodyHandlers.ofLines());
            assertThat(answer.statusCode()).isEqualTo(200);
            Queue<String> heard = new ConcurrentLinkedQueue<>();
            Thread.ofVirtual().start(() -> listen(answer.body(), heard));
            return new Live(http, heard);
        }

        private static void listen(Stream<String> lines, Queue<String> heard) {
            try (lines) {
                lines.forEach(heard::add);
            } catch (UncheckedIOException closed) {
                heard.add("closed");
            }
        }

        /** Waits for so many tellings that the inbox has changed. */
        void awaitChange(int times) {
            await().atMost(SOON)
                    .until(() ->
                            heard.stream().filter(line -> line.equals("event:inbox")).count()
                                    >= times);
        }

        @Override
        public void close() {
            http.shutdownNow();
        }
    }
}
