package city.zhanqiao.appointments;

import static city.zhanqiao.appointments.TestHalls.at;
import static city.zhanqiao.appointments.TestHalls.etag;
import static city.zhanqiao.appointments.TestHalls.key;
import static city.zhanqiao.appointments.TestHalls.resident;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import city.zhanqiao.appointments.TestHalls.Reply;

import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.util.CompatibilityHints;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

class ChangingTest {

    private static final String HALL = "west-coast-example";
    private static final String DESK = "west-coast-example/general";
    private static final Duration SOON = Duration.ofSeconds(10);

    private static final String FIRM = "91370202MA3TEXT0X0";
    private static TestHalls city;

    @BeforeAll
    static void start() {
        city = TestHalls.shared();
    }

    @AfterEach
    void setTheClockRight() {
        city.shiftClock("0");
        city.neighbours().resetAll();
    }

    @Test
    void movesABookingUnderTheSameReference() throws Exception {
        OffsetDateTime nine = at(60, 9, 0);
        OffsetDateTime ten = at(60, 10, 0);
        city.slot(DESK, nine, 1);
        city.slot(DESK, ten, 1);
        String lin = resident("m-lin");
        String id = city.booked(lin, HALL, "general", nine);
        Reply before = city.get(lin, "/api/v1/bookings/" + id);
        String file = calendar(lin, id);

        String key = key();
        Reply moved = move(lin, id, 2, key, ten);

        assertThat(moved.status()).as(moved.text()).isEqualTo(200);
        assertThat(move(lin, id, 2, key, ten).text()).isEqualTo(moved.text());
        Reply after = city.get(lin, "/api/v1/bookings/" + id);
        assertThat(after.body().path("reference")).isEqualTo(before.body().path("reference"));
        assertThat(OffsetDateTime.parse(after.body().path("startsAt").asString())).isEqualTo(ten);
        assertThat(after.body().path("checkInCode"))
                .isNotEqualTo(before.body().path("checkInCode"));
        assertThat(types(id)).endsWith("city.zhanqiao.booking.moved.v1");
        assertThat(city.taken(DESK, ten)).isEqualTo(1);
        assertThat(city.wronglyCounted()).isZero();
        String movedFile = calendar(lin, id);
        assertThat(line(movedFile, "UID")).isEqualTo(line(file, "UID"));
        assertThat(line(file, "SEQUENCE")).isEqualTo("SEQUENCE:0");
        assertThat(line(movedFile, "SEQUENCE")).isEqualTo("SEQUENCE:1");

        assertThat(city.delete(lin, "/api/v1/bookings/" + id, etag(3)).status()).isEqualTo(204);
        String cancelled = calendar(lin, id);
        assertThat(line(cancelled, "UID")).isEqualTo(line(file, "UID"));
        assertThat(line(cancelled, "SEQUENCE")).isEqualTo("SEQUENCE:2");
        assertThat(cancelled).contains("METHOD:CANCEL", "STATUS:CANCELLED");
    }

    @Test
    void keepsTheOldPlaceWhenTheNewOneIsFull() {
        OffsetDateTime nine = at(61, 9, 0);
        OffsetDateTime ten = at(61, 10, 0);
        city.slot(DESK, nine, 1);
        city.slot(DESK, ten, 1);
        String he = resident("m-he");
        String id = city.booked(he, HALL, "general", nine);
        city.booked(resident("m-first"), HALL, "general", ten);

        assertThat(move(he, id, 2, key(), ten).code()).isEqualTo("SLOT_FULL");
        assertThat(move(he, id, 1, key(), ten).status()).isEqualTo(412);
        assertThat(move(he, id, 2, key(), at(61, 11, 0)).code()).isEqualTo("NO_SUCH_PLACE");
        assertThat(city.post(he, "/api/v1/bookings/" + id + "/move", key(), "", "{}").status())
                .isIn(422, 428);
        assertThat(move(resident("m-other"), id, 2, key(), ten).code())
                .isEqualTo("BOOKING_NOT_FOUND");
        assertThat(
                        OffsetDateTime.parse(
                                city.get(he, "/api/v1/bookings/" + id)
                                        .body()
                                        .path("startsAt")
                                        .asString()))
                .isEqualTo(nine);
        assertThat(city.taken(DESK, nine)).isEqualTo(1);
    }

    @Test
    void cancelsUntilTwoHoursBeforeAndBlocksThePlaceForAWhile() {
        OffsetDateTime nine = at(62, 9, 0);
        city.slot(DESK, nine, 1);
        String own = resident("m-cancel");
        String id = city.booked(own, HALL, "general", nine);

        city.setClock(nine.minusMinutes(119));
        assertThat(city.delete(own, "/api/v1/bookings/" + id, etag(2)).code())
                .isEqualTo("TOO_LATE");
        city.shiftClock("0");
        assertThat(city.delete(own, "/api/v1/bookings/" + id, etag(1)).status()).isEqualTo(412);
        assertThat(city.delete(own, "/api/v1/bookings/" + id, "").status()).isEqualTo(428);
        assertThat(city.delete(own, "/api/v1/bookings/" + id, etag(2)).status()).isEqualTo(204);
        assertThat(city.delete(own, "/api/v1/bookings/" + id, etag(2)).status()).isEqualTo(204);
        assertThat(types(id)).containsOnlyOnce("city.zhanqiao.booking.cancelled.v1");

        String friend = resident("m-friend");
        assertThat(city.hold(friend, key(), HALL, "general", nine).code()).isEqualTo("SLOT_FULL");
        city.shiftClock("10 minutes 1 second");
        await().atMost(SOON)
                .until(() -> city.hold(friend, key(), HALL, "general", nine).status() == 201);
        assertThat(city.wronglyCounted()).isZero();
    }

    @Test
    void booksForAnotherPersonWhileTheAuthorityLasts() {
        OffsetDateTime nine = at(63, 9, 0);
        city.slot(DESK, nine, 3);
        String agent = resident("m-agent");
        authority(true);
        Reply held = holdFor(agent, "m-child", nine);
        assertThat(held.status()).as(held.text()).isEqualTo(201);
        assertThat(held.body().path("actingFor").asString()).isEqualTo("m-child");
        String path = "/api/v1/bookings/" + held.id();

        authority(false);
        assertThat(city.confirm(agent, key(), held.id()).code()).isEqualTo("NO_AUTHORITY");
        assertThat(holdFor(agent, "m-parent", nine).code()).isEqualTo("NO_AUTHORITY");
        assertThat(city.get(agent, path).code()).isEqualTo("NO_AUTHORITY");
        authority(true);
        assertThat(city.confirm(agent, key(), held.id()).status()).isEqualTo(200);

        for (String reader : List.of(agent, resident("m-child"))) {
            Reply seen = city.get(reader, path);
            assertThat(seen.body().path("agent").asString()).isEqualTo("m-agent");
            assertThat(seen.body().path("actingFor").asString()).isEqualTo("m-child");
            assertThat(seen.body().has("checkInCode")).isTrue();
        }
        assertThat(city.get(agent, "/api/v1/bookings").text()).doesNotContain("checkInCode");
        assertThat(city.get(resident("m-child"), "/api/v1/bookings").text())
                .contains("checkInCode");
        assertThat(
                        city.place()
                                .texts(
                                        "SELECT actor || '>' || acting_for FROM audit WHERE subject = '%s' ORDER BY id"
                                                .formatted(held.id())))
                .containsExactly("m-agent>m-child", "m-agent>m-child");
        assertThat(
                        city.place()
                                .texts(
                                        "SELECT data ->> 'residentId' || '>' || (data ->> 'actingFor') FROM event WHERE subject = '%s'"
                                                .formatted(held.id())))
                .containsExactly("m-agent>m-child");
    }

    @Test
    void comesForAFirmWhileItsAuthorityLasts() {
        OffsetDateTime nine = at(73, 9, 0);
        city.slot(DESK, nine, 2);
        String agent = resident("m-firm");
        firmAuthority(true);
        Reply held = holdForFirm(agent, FIRM, nine);
        assertThat(held.status()).as(held.text()).isEqualTo(201);
        assertThat(held.body().path("firm").asString()).isEqualTo(FIRM);

        firmAuthority(false);
        assertThat(city.confirm(agent, key(), held.id()).code()).isEqualTo("NO_AUTHORITY");
        assertThat(holdForFirm(resident("m-stranger"), FIRM, nine).code())
                .isEqualTo("NO_AUTHORITY");
        firmAuthority(true);
        assertThat(city.confirm(agent, key(), held.id()).status()).isEqualTo(200);
        firmAuthority(false);
        assertThat(city.delete(agent, "/api/v1/bookings/" + held.id(), etag(2)).code())
                .isEqualTo("NO_AUTHORITY");
        assertThat(city.taken(DESK, nine)).isEqualTo(1);

        Reply wrong = holdForFirm(resident("m-typo"), FIRM.replace('9', '8'), nine);
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.body().at("/errors/0/pointer").asString()).isEqualTo("/firm");
    }

    @Test
    void takesSilenceForNoAuthority() {
        OffsetDateTime nine = at(64, 9, 0);
        city.slot(DESK, nine, 1);
        city.neighbours()
                .stubFor(
                        post(urlPathEqualTo("/internal/v1/authority-checks"))
                                .willReturn(aResponse().withStatus(500)));

        Reply reply = holdFor(resident("m-silent"), "m-child", nine);

        assertThat(reply.status()).isEqualTo(503);
        assertThat(city.taken(DESK, nine)).isZero();
    }

    @Test
    void writesCalendarsThatAStrictReaderTakes() throws Exception {
        OffsetDateTime nine = at(65, 9, 0);
        city.slot(DESK, nine, 1);
        String token = resident("m-ics");
        String id = city.booked(token, HALL, "general", nine);

        String file = calendar(token, id);
        assertThat(line(file, "DTSTAMP")).matches("DTSTAMP:\\d{8}T\\d{6}Z");
        assertThat(
                        file.lines()
                                .allMatch(
                                        line -> line.getBytes(StandardCharsets.UTF_8).length <= 75))
                .isTrue();
        assertThat(city.get(token, "/api/v1/bookings/calendar.ics").text())
                .contains(line(file, "UID"));
        assertThat(city.get(resident("m-nobody"), "/api/v1/bookings/" + id + ".ics").status())
                .isEqualTo(404);
    }

    @Test
    void tellsWhatChangedSinceAToken() {
        OffsetDateTime nine = at(66, 9, 0);
        city.slot(DESK, nine, 2);
        String token = resident("m-sync");
        String id = city.booked(token, HALL, "general", nine);
        JsonNode all = city.get(token, "/api/v1/bookings/changes").body();
        assertThat(all.path("items").size()).isEqualTo(1);
        String since = all.path("token").asString();

        assertThat(city.delete(token, "/api/v1/bookings/" + id, etag(2)).status()).isEqualTo(204);
        String hold = city.hold(token, key(), HALL, "general", nine).id();
        city.shiftClock("6 minutes");
        await().atMost(SOON).until(() -> removed(token, since).contains(hold));
        JsonNode changes = city.get(token, "/api/v1/bookings/changes?since=" + since).body();
        assertThat(changes.at("/items/0/state").asString()).isEqualTo("CANCELLED");

        city.place().execute("UPDATE event_relay SET log = uuidv7()");
        Reply old = city.get(token, "/api/v1/bookings/changes?since=" + since);
        assertThat(old.status()).isEqualTo(410);
        assertThat(old.code()).isEqualTo("SYNC_TOKEN_TOO_OLD");
        assertThat(city.get(token, "/api/v1/bookings/changes?since=nonsense").code())
                .isEqualTo("INVALID_CURSOR");
    }

    @Test
    void countsEveryPlaceRightAfterAStormOfMovesAndCancellations() throws Exception {
        List<OffsetDateTime> times =
                IntStream.range(0, 4).mapToObj(n -> at(67, 9, n * 15)).toList();
        times.forEach(time -> city.slot(DESK, time, 6));
        List<String> tokens = IntStream.range(0, 16).mapToObj(n -> resident("w-" + n)).toList();
        List<String> ids =
                IntStream.range(0, 16)
                        .mapToObj(
                                n -> city.booked(tokens.get(n), HALL, "general", times.get(n % 4)))
                        .toList();

        try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> running =
                    IntStream.range(0, 64)
                            .mapToObj(n -> many.submit(() -> change(n, tokens, ids, times)))
                            .toList();
            for (Future<Integer> one : running) {
                assertThat(one.get()).isIn(200, 204, 404, 409, 412);
            }
        }

        assertThat(city.wronglyCounted()).isZero();
        assertThat(city.place().count("SELECT count(*) FROM slot WHERE taken > capacity")).isZero();
    }

    private static int change(
            int n, List<String> tokens, List<String> ids, List<OffsetDateTime> times) {
        int who = n % 16;
        String path = "/api/v1/bookings/" + ids.get(who);
        if (n % 5 == 0) {
            return city.send(n % 2, tokens.get(who), "DELETE", path, "", "*", "").status();
        }
        String body = "{\"startsAt\":\"%s\"}".formatted(times.get((n * 7) % 4));
        return city.send(n % 2, tokens.get(who), "POST", path + "/move", key(), "*", body).status();
    }

    private static List<String> removed(String token, String since) {
        return city.get(token, "/api/v1/bookings/changes?since=" + since)
                .body()
                .path("removed")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    private static String calendar(String token, String id) throws IOException, ParserException {
        CompatibilityHints.setHintEnabled(CompatibilityHints.KEY_RELAXED_VALIDATION, false);
        CompatibilityHints.setHintEnabled(CompatibilityHints.KEY_RELAXED_PARSING, false);
        CompatibilityHints.setHintEnabled(CompatibilityHints.KEY_RELAXED_UNFOLDING, false);
        Reply reply = city.get(token, "/api/v1/bookings/" + id + ".ics");
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        var calendar = new CalendarBuilder().build(new StringReader(reply.text()));
        assertThat(calendar.validate().getEntries()).isEmpty();
        return reply.text();
    }

    private static String line(String file, String name) {
        return file.lines().filter(line -> line.startsWith(name + ":")).findFirst().orElse("");
    }

    private static Reply holdFor(String agent, String principal, OffsetDateTime startsAt) {
        return city.post(
                agent,
                "/api/v1/bookings",
                UUID.randomUUID().toString(),
                "",
                "{\"hall\":\"%s\",\"service\":\"general\",\"startsAt\":\"%s\",\"actingFor\":\"%s\"}"
                        .formatted(HALL, startsAt, principal));
    }

    private static void authority(boolean allowed) {
        city.neighbours().resetAll();
        city.neighbours()
                .stubFor(
                        post(urlPathEqualTo("/internal/v1/authority-checks"))
                                .withRequestBody(matchingJsonPath("$.purpose"))
                                .willReturn(okJson("{\"allowed\":%s}".formatted(allowed))));
    }

    private static void firmAuthority(boolean allowed) {
        city.neighbours().resetAll();
        city.neighbours()
                .stubFor(
                        post(urlPathEqualTo("/internal/v1/authority-checks"))
                                .withRequestBody(matchingJsonPath("$[?(@.firm == '" + FIRM + "')]"))
                                .willReturn(okJson("{\"allowed\":%s}".formatted(allowed))));
    }

    private static Reply holdForFirm(String token, String firm, OffsetDateTime startsAt) {
        return city.post(
                token,
                "/api/v1/bookings",
                key(),
                "",
                "{\"hall\":\"%s\",\"service\":\"general\",\"startsAt\":\"%s\",\"firm\":\"%s\"}"
                        .formatted(HALL, startsAt, firm));
    }

    private static Reply move(
            String token, String id, int version, String key, OffsetDateTime startsAt) {
        return city.post(
                token,
                "/api/v1/bookings/" + id + "/move",
                key,
                etag(version),
                "{\"startsAt\":\"%s\"}".formatted(startsAt));
    }

    private static List<String> types(String id) {
        return city.place()
                .texts("SELECT type FROM event WHERE subject = '%s' ORDER BY id".formatted(id));
    }
}
