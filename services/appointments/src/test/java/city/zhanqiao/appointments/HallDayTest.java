package city.zhanqiao.appointments;

import static city.zhanqiao.appointments.TestHalls.at;
import static city.zhanqiao.appointments.TestHalls.clerk;
import static city.zhanqiao.appointments.TestHalls.etag;
import static city.zhanqiao.appointments.TestHalls.key;
import static city.zhanqiao.appointments.TestHalls.resident;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import city.zhanqiao.appointments.TestHalls.Reply;
import city.zhanqiao.city.identity.Role;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;

import reactor.core.Disposable;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

class HallDayTest {

    private static final String HALL = "shinan-example";
    private static final String DESK = "shinan-example/social-security";
    private static final Duration SOON = Duration.ofSeconds(10);

    private static final String JOINED =
            """
            {"log": "018f0000-0000-7000-8000-000000000001", "numbered": 1, "events": [
              {"specversion": "1.0", "id": "018f0000-0000-7000-8000-000000000002",
               "source": "residents", "type": "city.zhanqiao.resident.joined.v1",
               "subject": "d-joined", "time": "2026-11-24T00:00:00Z", "sequence": 1,
               "log": "018f0000-0000-7000-8000-000000000001",
               "data": {"residentId": "d-joined", "formerId": "d-window"}}]}
            """;

    private static TestHalls city;

    @BeforeAll
    static void start() {
        city = TestHalls.shared();
    }

    @AfterEach
    void setTheClockRight() {
        city.shiftClock("0");
    }

    @Test
    void takesAResidentFromTheCheckInToTheEndOfTheVisit() {
        int day = city.workingDay(50);
        OffsetDateTime ten = at(day, 10, 0);
        city.slot(DESK, ten, 2);
        String lin = resident("d-lin");
        String id = city.booked(lin, HALL, "social-card", ten);
        String code = city.get(lin, "/api/v1/bookings/" + id).body().path("checkInCode").asString();

        assertThat(checkIn(id, code).code()).isEqualTo("BOOKED_FOR_OTHER_DAY");
        city.setClock(ten.minusMinutes(5));
        assertThat(checkIn(id, "0".repeat(32)).code()).isEqualTo("CHECK_IN_CODE_WRONG");
        assertThat(checkIn(id, "").code()).isEqualTo("CHECK_IN_CODE_WRONG");
        String stranger = TestHalls.staff("s-far", "human-resources", "370212", Role.CLERK);
        assertThat(checkIn(stranger, id, code).code()).isEqualTo("BOOKING_NOT_FOUND");
        Reply ticket = checkIn(id, code);
        assertThat(ticket.status()).as(ticket.text()).isEqualTo(200);
        assertThat(ticket.body().path("label").asString()).matches("B\\d{3}");
        assertThat(checkIn(id, code).code()).isEqualTo("CHECK_IN_CODE_USED");

        Reply mine = city.get(lin, "/api/v1/tickets");
        assertThat(mine.body().at("/items/0/ahead").asInt()).isZero();
        assertThat(city.get(resident("d-other"), "/api/v1/tickets/" + ticket.id()).code())
                .isEqualTo("TICKET_NOT_FOUND");
        Reply called = next("3");
        assertThat(called.id()).isEqualTo(ticket.id());
        assertThat(next("3").code()).isEqualTo("DESK_BUSY");
        assertThat(next("4").code()).isEqualTo("NOBODY_WAITS");
        assertThat(step(ticket.id(), "finish", 2).code()).isEqualTo("STATE_DOES_NOT_ALLOW");
        assertThat(step(ticket.id(), "recall", 2).body().path("calls").asInt()).isEqualTo(2);
        assertThat(step(ticket.id(), "serve", 2).status()).isEqualTo(412);
        assertThat(step(ticket.id(), "serve", 3).status()).isEqualTo(200);
        assertThat(step(ticket.id(), "finish", 4).status()).isEqualTo(200);

        assertThat(city.get(lin, "/api/v1/bookings/" + id).body().path("state").asString())
                .isEqualTo("DONE");
        assertThat(
                        city.place()
                                .texts(
                                        "SELECT type FROM event WHERE subject = '%s' ORDER BY id"
                                                .formatted(id)))
                .containsExactly(
                        "city.zhanqiao.booking.confirmed.v1",
                        "city.zhanqiao.booking.checked-in.v1",
                        "city.zhanqiao.visit.recorded.v1",
                        "city.zhanqiao.booking.done.v1");
        showsTheDay(day, id);
    }

    private static void showsTheDay(int day, String id) {
        String date = at(day, 0, 0).toLocalDate().toString();
        Reply board = city.get(clerk(), "/admin/v1/halls/%s/day?date=%s".formatted(HALL, date));
        assertThat(board.body().at("/items/0/bookingId").asString()).isEqualTo(id);
        assertThat(board.body().at("/items/0/ticketState").asString()).isEqualTo("DONE");
        assertThat(
                        city.place()
                                .count(
                                        "SELECT count(*) FROM audit WHERE action = 'booking.read' AND subject = '%s'"
                                                .formatted(id)))
                .isOne();
        Reply figures =
                city.get(
                        clerk(),
                        "/admin/v1/halls/%s/statistics?from=%s&to=%s".formatted(HALL, date, date));
        assertThat(figures.body().at("/items/1/served").asInt()).isGreaterThanOrEqualTo(1);
        assertThat(
                        city.get(
                                        clerk(),
                                        "/admin/v1/halls/%s/calendar?from=%s&to=%s"
                                                .formatted(HALL, date, date))
                                .body()
                                .at("/items/0/capacity")
                                .asInt())
                .isEqualTo(2);
        String stranger = TestHalls.staff("s-far", "human-resources", "370212", Role.CLERK);
        assertThat(city.get(stranger, "/admin/v1/halls/" + HALL + "/day").code())
                .isEqualTo("HALL_NOT_FOUND");
    }

    @Test
    void booksAtTheWindowFromThePlacesKeptBackAndFollowsWhoJoinsLater() {
        OffsetDateTime nine = at(110, 9, 0);
        city.slot(DESK, nine, 1);
        city.booked(resident("d-public"), HALL, "social-card", nine);
        identify("{\"residentId\":\"d-window\"}");
        Reply given = give(nine);
        assertThat(given.status()).as(given.text()).isEqualTo(201);
        assertThat(given.body().path("state").asString()).isEqualTo("CONFIRMED");
        identify("{\"residentId\":\"d-second\"}");
        assertThat(give(nine).code()).isEqualTo("SLOT_FULL");
        city.neighbours().resetAll();
        city.neighbours()
                .stubFor(
                        post(urlPathEqualTo("/internal/v1/identifications"))
                                .willReturn(aResponse().withStatus(422)));
        assertThat(give(nine).code()).isEqualTo("PERSON_NOT_IDENTIFIED");
        assertThat(
                        city.place()
                                .count(
                                        "SELECT count(*) FROM idempotency WHERE"
                                            + " position('370202190001010014'::bytea IN answer) >"
                                            + " 0"))
                .isZero();

        city.neighbours().resetAll();
        city.neighbours()
                .stubFor(get(urlPathEqualTo("/internal/v1/events")).willReturn(okJson(JOINED)));
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        city.get(resident("d-joined"), "/api/v1/bookings/" + given.id()).status()
                                == 200);
        city.neighbours().resetAll();
    }

    private static Reply give(OffsetDateTime startsAt) {
        return city.post(
                clerk(),
                "/admin/v1/bookings",
                key(),
                "",
                "{\"hall\":\"%s\",\"service\":\"social-card\",\"startsAt\":\"%s\",\"realName\":\"林示例\",\"residentNumber\":\"370202190001010014\"}"
                        .formatted(HALL, startsAt));
    }

    private static void identify(String answer) {
        city.neighbours().resetAll();
        city.neighbours()
                .stubFor(
                        post(urlPathEqualTo("/internal/v1/identifications"))
                                .willReturn(okJson(answer)));
    }

    @Test
    void callsManyPeopleToManyDesksEachOnce() throws Exception {
        int day = city.workingDay(64);
        city.setClock(at(day, 9, 30));
        for (int n = 0; n < 12; n++) {
            assertThat(walkIn("NONE", "d-walk-" + n).status()).isEqualTo(200);
        }
        assertThat(walkIn("NONE", "d-walk-1").code()).isEqualTo("IN_LINE_ALREADY");

        try (ExecutorService desks = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Reply>> running =
                    IntStream.range(0, 20)
                            .mapToObj(n -> desks.submit(() -> next("D" + (n % 16))))
                            .toList();
            List<String> called = new java.util.ArrayList<>();
            for (Future<Reply> one : running) {
                Reply reply = one.get();
                assertThat(reply.status()).as(reply.text()).isIn(200, 409);
                if (reply.status() == 200) {
                    called.add(reply.id());
                }
            }
            assertThat(called).doesNotHaveDuplicates().hasSizeBetween(1, 12);
            assertThat(
                            city.place()
                                    .count(
                                            "SELECT count(*) FROM ticket WHERE state = 'CALLED' AND"
                                                    + " resident LIKE 'd-walk-%'"))
                    .isEqualTo(called.size());
        }
    }

    @Test
    void callsWhoNeedsItFirstThenDueBookingsThenWalkIns() {
        int day = city.workingDay(78);
        OffsetDateTime ten = at(day, 10, 0);
        city.slot(DESK, ten, 2);
        String booked = resident("d-booked");
        String id = city.booked(booked, HALL, "social-card", ten);
        city.setClock(ten.minusMinutes(10));
        String walker = walkIn("NONE", "d-first").id();
        String elder = walkIn("ELDER", "d-elder").id();
        String early = checkInByDocument(id).id();

        city.setClock(ten.minusMinutes(1));
        assertThat(next("1").id()).isEqualTo(elder);
        assertThat(next("2").id()).isEqualTo(early);
        assertThat(step(early, "park", 2).status()).isEqualTo(200);
        assertThat(next("2").id()).isEqualTo(walker);
        assertThat(step(early, "return", 3).status()).isEqualTo(200);
        Reply redirected =
                city.post(
                        clerk(),
                        "/admin/v1/tickets/" + walker + "/redirect",
                        key(),
                        etag(2),
                        "{\"service\":\"general\"}");
        assertThat(redirected.body().path("state").asString()).isEqualTo("WAITING");
        assertThat(next("2").id()).isEqualTo(early);
        assertThat(next("7", "general").id()).isEqualTo(walker);
    }

    @Test
    void tellsPeopleLiveWhereTheyStand() {
        int day = city.workingDay(92);
        city.setClock(at(day, 9, 30));
        Queue<String> heard = new ConcurrentLinkedQueue<>();
        Disposable listening =
                city.bean(ReactiveStringRedisTemplate.class)
                        .listenToChannel("zhanqiao:live")
                        .map(message -> message.getMessage())
                        .filter(tick -> tick.contains("\"resident\":\"d-live\""))
                        .subscribe(heard::add);
        String first = walkIn("NONE", "d-before").id();
        String own = walkIn("NONE", "d-live").id();

        await().atMost(SOON)
                .until(() -> heard.stream().anyMatch(tick -> tick.contains("\"ahead\":1")));
        Reply estimate = city.get(resident("d-live"), "/api/v1/tickets/" + own);
        assertThat(estimate.body().path("minutesTo").asInt())
                .isGreaterThan(estimate.body().path("minutesFrom").asInt());
        assertThat(next("1").id()).isEqualTo(first);
        await().atMost(SOON)
                .until(() -> heard.stream().anyMatch(tick -> tick.contains("\"ahead\":0")));
        assertThat(heard)
                .allMatch(tick -> tick.contains("\"event\":\"queue\"") && tick.contains(own))
                .noneMatch(tick -> tick.contains("d-before"));
        listening.dispose();
    }

    @Test
    void closesTheDoorToWalkInsOutsideTheHours() {
        city.setClock(at(city.workingDay(92), 12, 30));
        assertThat(walkIn("NONE", "d-noon").code()).isEqualTo("HALL_CLOSED");
        assertThat(
                        city.post(
                                        resident("d-noon"),
                                        "/api/v1/tickets",
                                        key(),
                                        "",
                                        "{\"hall\":\"%s\",\"service\":\"social-card\"}"
                                                .formatted(HALL))
                                .code())
                .isEqualTo("HALL_CLOSED");
    }

    @Test
    void restrictsAResidentAfterThreeMissedBookings() {
        String absent = resident("d-absent");
        for (int n = 0; n < 3; n++) {
            OffsetDateTime nine = at(70 + n, 9, 0);
            city.slot(DESK, nine, 1);
            city.booked(absent, HALL, "social-card", nine);
            city.setClock(nine.plusMinutes(46));
            long missed = n + 1L;
            await().atMost(SOON)
                    .until(() ->
                            city.place()
                                            .count(
                                                    "SELECT count(*) FROM booking WHERE resident ="
                                                            + " 'd-absent' AND state = 'NO_SHOW'")
                                    == missed);
        }
        OffsetDateTime later = at(80, 9, 0);
        city.slot(DESK, later, 1);

        Reply reply = city.hold(absent, key(), HALL, "social-card", later);
        assertThat(reply.code()).isEqualTo("BOOKING_RESTRICTED");
        city.setClock(at(103, 9, 0));
        OffsetDateTime afterwards = at(104, 9, 0);
        city.slot(DESK, afterwards, 1);
        assertThat(city.hold(absent, key(), HALL, "social-card", afterwards).status())
                .isEqualTo(201);
    }

    private static Reply checkIn(String id, String code) {
        return checkIn(clerk(), id, code);
    }

    private static Reply checkIn(String staff, String id, String code) {
        String body =
                code.isEmpty()
                        ? "{\"documentChecked\":false}"
                        : "{\"documentChecked\":false,\"code\":\"%s\"}".formatted(code);
        return city.post(staff, "/admin/v1/bookings/" + id + "/check-in", key(), "", body);
    }

    private static Reply checkInByDocument(String id) {
        return city.post(
                clerk(),
                "/admin/v1/bookings/" + id + "/check-in",
                key(),
                "",
                "{\"documentChecked\":true}");
    }

    private static Reply walkIn(String priority, String who) {
        return city.post(
                clerk(),
                "/admin/v1/tickets",
                key(),
                "",
                "{\"hall\":\"%s\",\"service\":\"social-card\",\"priority\":\"%s\",\"residentId\":\"%s\"}"
                        .formatted(HALL, priority, who));
    }

    private static Reply next(String counter) {
        return next(counter, "social-security");
    }

    private static Reply next(String counter, String kind) {
        return city.post(
                clerk(),
                "/admin/v1/halls/" + HALL + "/queue/next",
                key(),
                "",
                "{\"deskKind\":\"%s\",\"counter\":\"%s\"}".formatted(kind, counter));
    }

    private static Reply step(String id, String step, int version) {
        return city.post(clerk(), "/admin/v1/tickets/" + id + "/" + step, key(), etag(version), "");
    }
}
