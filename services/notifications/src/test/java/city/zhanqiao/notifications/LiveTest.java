package city.zhanqiao.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** The live stream as an app hears it. */
class LiveTest {

    private static final Town town = SharedTown.get();

    /** What was said to the stream already, or is said by it now. */
    private static final Duration AT_ONCE = Duration.ofSeconds(10);

    private final List<Stream<String>> open = new ArrayList<>();

    @AfterEach
    void hangUp() {
        open.forEach(Stream::close);
    }

    @Test
    void saysWhatChangesWithoutSayingWhatIsWritten() {
        Ear ear = listen("l-news", "");
        town.hearsOf("applications", Happened.caseStep("accepted", id(), "l-news"));

        ear.awaits("event:inbox");
        assertThat(ear.heard()).anyMatch(line -> line.startsWith("id:"));
        assertThat(String.join("", ear.heard())).doesNotContain("受理", "370202-");
    }

    @Test
    void beatsItsHeart() {
        listen("l-silent", "").awaits(":heartbeat");
    }

    @Test
    void goesOnWhereTheLastStreamEnded() {
        Ear first = listen("l-resume", "");
        town.hearsOf("applications", Happened.caseStep("accepted", id(), "l-resume"));
        first.awaits("event:inbox");
        String last = first.lastId();
        hangUp();
        town.hearsOf("applications", Happened.caseStep("submitted", id(), "l-resume"));
        town.hearsOf("applications", Happened.caseStep("issued", id(), "l-resume"));

        Ear second = listen("l-resume", last);
        second.awaits("event:inbox");
        await().atMost(Town.SOON).until(() -> second.items() == 2);
    }

    @Test
    void handsOnTicksToWhomTheyConcern() {
        Ear own = listen("l-queue", "");
        Ear other = listen("l-other", "");
        tick("l-queue", "{\"ahead\":3}");

        own.awaits("event:queue");
        assertThat(own.heard()).contains("data:{\"ahead\":3}");
        assertThat(own.after("event:queue")).noneMatch(line -> line.startsWith("id:"));
        assertThat(other.heard()).doesNotContain("event:queue");
    }

    /** Whoever reads too slowly loses ticks, and is told so instead of being left behind. */
    @Test
    void asksForAFullReadWhenMoreTicksComeThanAreRead() throws IOException {
        Ear quick = listen("l-quick", "");
        URI base = URI.create(Town.base(town.service()));
        try (Socket slow = new Socket()) {
            slow.setReceiveBufferSize(4096);
            slow.setSoTimeout((int) AT_ONCE.toMillis());
            slow.connect(new InetSocketAddress(base.getHost(), base.getPort()));
            slow.getOutputStream()
                    .write(
                            """
                            GET /api/v1/live HTTP/1.1\r
                            Host: localhost\r
                            Accept: text/event-stream\r
                            Authorization: Bearer %s\r
                            \r
                            """
                                    .formatted(Town.resident("l-slow"))
                                    .getBytes(StandardCharsets.US_ASCII));
            BufferedReader reader =
                    new BufferedReader(
                            new InputStreamReader(slow.getInputStream(), StandardCharsets.UTF_8));
            awaitLine(reader, "event:open");
            // Redis may have been away a moment ago: what is said before it is heard again is lost.
            String line = "";
            while (!line.equals("event:queue")) {
                tick("l-slow", "0");
                line = Objects.requireNonNull(reader.readLine());
            }
            // More than the line, the server and the network between keep for a reader.
            String much = "\"" + "x".repeat(100_000) + "\"";
            for (int n = 0; n < 250; n++) {
                tick("l-slow", much);
            }
            // One who reads hears in the same order: by then all of it has been said to this one.
            tick("l-quick", "0");
            quick.awaits("event:queue");
            awaitLine(reader, "event:resync");
        }
    }

    private static void awaitLine(BufferedReader reader, String wanted) throws IOException {
        long deadline = System.nanoTime() + AT_ONCE.toNanos();
        for (String line = reader.readLine(); !wanted.equals(line); line = reader.readLine()) {
            assertThat(line).as("the stream ends before " + wanted).isNotNull();
            assertThat(System.nanoTime()).as("no " + wanted).isLessThan(deadline);
        }
    }

    @Test
    void tellsEverybodyOfABroadcast() {
        town.hearsOf("residents", Happened.places("l-here", "370214001000"));
        Ear here = listen("l-here", "");
        Ear elsewhere = listen("l-nowhere", "");
        town.hearsOf("notices", Happened.notice("published", id(), true, "370214001000", "暴雨"));

        here.awaits("event:inbox");
        assertThat(elsewhere.heard()).doesNotContain("event:inbox");
    }

    @Test
    void asksForAFullReadWhenItCannotGoOn() {
        Ear ear = listen("l-lost", city.zhanqiao.web.page.Cursor.of(999L, 0L).text());
        ear.awaits("event:resync");
        town.place.execute("INSERT INTO recipient (resident, last_seq) VALUES ('l-much', 500)");
        town.place.execute(
                "INSERT INTO inbox_item (resident, seq, source, source_key, kind, status, subject,"
                        + " template, template_version, facts, occurred_at, created_at) SELECT"
                        + " 'l-much', n, 'test', 'l-much-' || n, 'APPLICATION', 'NEW', 'x',"
                        + " 'application.rated', 1, (SELECT facts FROM inbox_item LIMIT 1), now(),"
                        + " now() FROM generate_series(1, 500) AS n");
        Ear much = listen("l-much", city.zhanqiao.web.page.Cursor.of(0L, 0L).text());
        much.awaits("event:resync");
        assertThat(much.items()).isLessThanOrEqualTo(200);
    }

    @Test
    void limitsTheStreamsOfOneResident() {
        listen("l-many", "");
        listen("l-many", "");
        HttpResponse<Stream<String>> third = request("l-many", "");
        assertThat(third.statusCode()).isEqualTo(429);
        assertThat(third.headers().firstValue("Retry-After")).isPresent();
        hangUp();
        await().atMost(Town.SOON).until(() -> request("l-many", "").statusCode() == 200);
    }

    @Test
    void hearsOfEveryoneElsesNewsThroughTheDatabaseWhenRedisIsGone() {
        Ear ear = listen("l-redis", "");
        ear.awaits("event:open");
        town.redis.stop();
        try {
            town.hearsOf("applications", Happened.caseStep("accepted", id(), "l-redis"));
            ear.awaits("event:inbox");
            // As if another instance had written it: nothing rings here.
            town.place.execute(
                    "WITH turn AS (UPDATE recipient SET last_seq = last_seq + 1 WHERE resident ="
                            + " 'l-redis' RETURNING last_seq) UPDATE inbox_item SET seq ="
                            + " turn.last_seq FROM turn WHERE resident = 'l-redis'");
            await().atMost(Town.SOON).until(() -> ear.count("event:inbox") >= 2);
        } finally {
            town.redis.startEmpty();
        }
        await().atMost(Town.SOON)
                .until(() -> {
                    tick("l-redis", "{\"ahead\":1}");
                    return ear.count("event:queue") > 0;
                });
    }

    @Test
    void isForResidentsOnly() {
        assertThat(town.get("", "/api/v1/live").status()).isEqualTo(401);
    }

    private static void tick(String resident, String data) {
        town.service()
                .getBean(ReactiveStringRedisTemplate.class)
                .convertAndSend(
                        "zhanqiao:live",
                        "{\"resident\":\"%s\",\"event\":\"queue\",\"data\":%s}"
                                .formatted(resident, data))
                .onErrorComplete()
                .block(Town.SOON);
    }

    private Ear listen(String resident, String last) {
        HttpResponse<Stream<String>> answer = request(resident, last);
        assertThat(answer.statusCode()).isEqualTo(200);
        Ear ear = new Ear();
        Thread.ofVirtual().start(() -> ear.hear(answer.body()));
        ear.awaits("event:open");
        return ear;
    }

    private HttpResponse<Stream<String>> request(String resident, String last) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(Town.base(town.service()) + "/api/v1/live"))
                        .header("Authorization", "Bearer " + Town.resident(resident))
                        .header("Accept", "text/event-stream");
        if (!last.isEmpty()) {
            request.header("Last-Event-ID", last);
        }
        try {
            HttpResponse<Stream<String>> answer =
                    HttpClient.newHttpClient()
                            .send(request.build(), HttpResponse.BodyHandlers.ofLines());
            open.add(answer.body());
            return answer;
        } catch (IOException | InterruptedException fault) {
            throw new IllegalStateException(fault);
        }
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }

    /** What was heard on one stream, line by line. */
    private static final class Ear {
        private final List<String> lines = new CopyOnWriteArrayList<>();

        void hear(Stream<String> stream) {
            try {
                stream.forEach(lines::add);
            } catch (RuntimeException hungUp) {
                lines.add("(end)");
            }
        }

        List<String> heard() {
            return lines;
        }

        void awaits(String line) {
            await().atMost(Town.SOON).until(() -> lines.contains(line));
        }

        long count(String line) {
            return lines.stream().filter(line::equals).count();
        }

        /** The lines of the event that begins so; its id would stand next to it. */
        List<String> after(String line) {
            List<String> soFar = List.copyOf(lines);
            int at = soFar.indexOf(line);
            return soFar.subList(Math.max(at - 1, 0), Math.min(at + 2, soFar.size()));
        }

        String lastId() {
            return lines.stream()
                    .filter(line -> line.startsWith("id:"))
                    .reduce((earlier, later) -> later)
                    .orElseThrow()
                    .substring(3);
        }

        /** How many messages were named. */
        int items() {
            return lines.stream()
                    .filter(line -> line.startsWith("data:") && line.contains("\"items\""))
                    .mapToInt(line -> line.split("\"version\"", -1).length - 1)
                    .sum();
        }
    }
}
