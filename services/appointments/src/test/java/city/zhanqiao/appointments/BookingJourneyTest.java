package city.zhanqiao.appointments;

import static city.zhanqiao.appointments.TestHalls.at;
import static city.zhanqiao.appointments.TestHalls.etag;
import static city.zhanqiao.appointments.TestHalls.key;
import static city.zhanqiao.appointments.TestHalls.resident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import city.zhanqiao.appointments.TestHalls.Reply;
import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.web.test.ProblemTexts;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

class BookingJourneyTest {

    private static final String HALL = "laoshan-example";
    private static final String GENERAL = "laoshan-example/general";
    private static final String SOCIAL = "laoshan-example/social-security";

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
    void booksAPlaceFromTheHoldToTheConfirmation() {
        OffsetDateTime nine = at(40, 9, 0);
        city.slot(GENERAL, nine, 2);
        String lin = resident("r-lin");

        Reply held = city.hold(lin, key(), HALL, "general", nine);
        assertThat(held.status()).as(held.text()).isEqualTo(201);
        assertThat(held.body().path("state").asString()).isEqualTo("HELD");
        assertThat(held.body().path("startsAt").asString()).endsWith("+08:00");
        Reply confirmed = city.confirm(lin, key(), held.id());
        assertThat(confirmed.status()).as(confirmed.text()).isEqualTo(200);
        assertThat(confirmed.body().path("state").asString()).isEqualTo("CONFIRMED");

        Reply shown = city.get(lin, "/api/v1/bookings/" + held.id());
        assertThat(shown.body().path("reference").asString())
                .isEqualTo(held.body().path("reference").asString());
        assertThat(shown.body().path("checkInCode").asString()).hasSize(32);
        assertThat(
                        shown.body()
                                .path("timeline")
                                .valueStream()
                                .map(step -> step.path("act").asString()))
                .containsExactly("HOLD", "CONFIRM");
        assertThat(
                        city.place()
                                .texts(
                                        "SELECT type FROM event WHERE subject = '%s'"
                                                .formatted(held.id())))
                .containsExactly("city.zhanqiao.booking.confirmed.v1");
        assertThat(
                        city.place()
                                .texts(
                                        "SELECT action FROM audit WHERE request_id IS NOT NULL AND subject = '%s' ORDER BY id"
                                                .formatted(held.id())))
                .containsExactly("booking.hold", "booking.confirm");
        assertThat(city.get(lin, "/api/v1/bookings").body().path("items").size()).isEqualTo(1);
        assertThat(city.get(resident("r-else"), "/api/v1/bookings/" + held.id()).code())
                .isEqualTo("BOOKING_NOT_FOUND");
    }

    @Test
    void refusesWhatCannotBeBooked() {
        String he = resident("r-he");
        OffsetDateTime nine = at(41, 9, 0);
        city.slot(GENERAL, nine, 1);
        city.slot(GENERAL, at(41, 10, 0), 1);
        city.place()
                .execute(
                        "UPDATE slot SET closed = true WHERE starts_at = '%s'"
                                .formatted(at(41, 10, 0)));
        city.slot(GENERAL, at(41, 11, 0), 1);
        city.place()
                .execute(
                        "UPDATE slot SET releases_at = now() + interval '1 hour' WHERE starts_at = '%s'"
                                .formatted(at(41, 11, 0)));
        city.slot(GENERAL, at(-1, 9, 0), 1);

        assertThat(code(he, HALL, "general", at(-1, 9, 0))).isEqualTo("PLACE_PAST");
        assertThat(code(he, HALL, "general", at(41, 9, 7))).isEqualTo("NO_SUCH_PLACE");
        assertThat(code(he, HALL, "general", at(41, 10, 0))).isEqualTo("HALL_CLOSED");
        assertThat(code(he, HALL, "general", at(41, 11, 0))).isEqualTo("NOT_RELEASED");
        assertThat(code(he, "nowhere", "general", nine)).isEqualTo("HALL_UNKNOWN");
        assertThat(code(he, HALL, "household", nine)).isEqualTo("SERVICE_NOT_OFFERED");
        assertThat(city.hold(resident("r-quick"), key(), HALL, "general", nine).status())
                .isEqualTo(201);
        assertThat(code(he, HALL, "general", nine)).isEqualTo("SLOT_FULL");
        assertThat(code(he, HALL, "general", nine)).isEqualTo("SLOT_FULL");
    }

    @Test
    void refusesTimesThatAreNone() {
        String he = resident("r-times");
        for (String nonsense :
                List.of(
                        "2026-13-01T09:00:00+08:00",
                        "2026-12-01T09:00:00",
                        "2026-12-01T09:00:00+25:00",
                        "nine")) {
            Reply reply = city.hold(he, key(), HALL, "general", nonsense);
            assertThat(reply.status()).as(nonsense).isIn(400, 422);
            assertThat(reply.code()).isNotEmpty();
        }
        assertThat(city.post(he, "/api/v1/bookings", key(), "", "{}").status()).isEqualTo(422);
        assertThat(city.post(he, "/api/v1/bookings", "", "", "{}").code())
                .isEqualTo("IDEMPOTENCY_KEY_MISSING");
        assertThat(
                        city.hold(
                                        TestHalls.ISSUER.residentToken("r-low", RealNameLevel.L1),
                                        key(),
                                        HALL,
                                        "general",
                                        at(41, 9, 0))
                                .code())
                .isEqualTo("REAL_NAME_LEVEL_TOO_LOW");
        assertThat(city.get("", "/api/v1/bookings").status()).isEqualTo(401);
    }

    @Test
    void takesTheSameMomentInAnyOffset() {
        OffsetDateTime nine = at(42, 9, 0);
        city.slot(GENERAL, nine, 1);

        Reply held =
                city.hold(resident("r-utc"), key(), HALL, "general", nine.toInstant().toString());

        assertThat(held.body().path("startsAt").asString())
                .isEqualTo(
                        city.get(resident("r-utc"), "/api/v1/bookings/" + held.id())
                                .body()
                                .path("startsAt")
                                .asString());
        assertThat(OffsetDateTime.parse(held.body().path("startsAt").asString())).isEqualTo(nine);
    }

    @Test
    void confirmsOnceAndOnlyTheOwnLivingHold() {
        OffsetDateTime nine = at(43, 9, 0);
        city.slot(GENERAL, nine, 3);
        String own = resident("r-own");
        String id = city.hold(own, key(), HALL, "general", nine).id();

        assertThat(city.confirm(resident("r-thief"), key(), id).code())
                .isEqualTo("BOOKING_NOT_FOUND");
        assertThat(city.confirm(own, key(), UUID.randomUUID().toString()).code())
                .isEqualTo("BOOKING_NOT_FOUND");
        String key = key();
        Reply first = city.confirm(own, key, id);
        assertThat(city.confirm(own, key, id).text()).isEqualTo(first.text());
        assertThat(city.confirm(own, key(), id).code()).isEqualTo("STATE_DOES_NOT_ALLOW");
        assertThat(
                        city.place()
                                .count(
                                        "SELECT count(*) FROM booking_step WHERE booking = '"
                                                + id
                                                + "'"))
                .isEqualTo(2);
        assertThat(city.hold(own, key, HALL, "general", nine).code())
                .isEqualTo("IDEMPOTENCY_KEY_REUSED");

        String other = resident("r-cancels");
        String cancelled = city.hold(other, key(), HALL, "general", nine).id();
        assertThat(city.delete(other, "/api/v1/bookings/" + cancelled, etag(1)).status())
                .isEqualTo(204);
        assertThat(city.confirm(other, key(), cancelled).code()).isEqualTo("STATE_DOES_NOT_ALLOW");
    }

    @Test
    void refusesAnExpiredHoldWhetherOrNotItWasTidied() {
        OffsetDateTime nine = at(44, 9, 0);
        city.slot(GENERAL, nine, 1);
        String slow = resident("r-slow");
        String quick = resident("r-waiting");
        String id = city.hold(slow, key(), HALL, "general", nine).id();
        assertThat(code(quick, HALL, "general", nine)).isEqualTo("SLOT_FULL");

        city.shiftClock("5 minutes 1 second");
        await().atMost(Duration.ofSeconds(5))
                .until(() -> city.hold(quick, key(), HALL, "general", nine).status() == 201);
        assertThat(city.confirm(slow, key(), id).code()).isEqualTo("HOLD_EXPIRED");
        assertThat(taken(GENERAL, nine)).isEqualTo(1);

        city.shiftClock("-1 hour");
        assertThat(city.confirm(slow, key(), id).code()).isEqualTo("HOLD_EXPIRED");
        assertThat(taken(GENERAL, nine)).isEqualTo(1);
    }

    @Test
    void keepsTheLimitsOfAResident() {
        String busy = resident("r-busy");
        for (int hour = 9; hour < 14; hour++) {
            city.slot(GENERAL, at(45, hour, 0), 5);
            city.slot(SOCIAL, at(45, hour, 0), 5);
            city.slot(SOCIAL, at(45, hour, 15), 5);
        }
        assertThat(city.hold(busy, key(), HALL, "general", at(45, 9, 0)).status()).isEqualTo(201);
        assertThat(code(busy, HALL, "general", at(45, 10, 0))).isEqualTo("ONE_FOR_EACH_SERVICE");
        assertThat(code(busy, HALL, "pension", at(45, 9, 0))).isEqualTo("OVERLAPS");
        assertThat(city.hold(busy, key(), HALL, "pension", at(45, 11, 0)).status()).isEqualTo(201);
        assertThat(code(busy, HALL, "social-card", at(45, 11, 15))).isEqualTo("OVERLAPS");
        assertThat(city.hold(busy, key(), HALL, "social-card", at(45, 12, 0)).status())
                .isEqualTo(201);
        city.slot("civic-centre/civil-affairs", at(45, 13, 0), 5);
        assertThat(code(busy, "civic-centre", "elder-card", at(45, 13, 0)))
                .isEqualTo("TOO_MANY_BOOKINGS");
        assertThat(taken(SOCIAL, at(45, 11, 15))).isEqualTo(1);
    }

    @Test
    void refusesARestrictedResidentWithTheEnd() {
        OffsetDateTime nine = at(46, 9, 0);
        city.slot(GENERAL, nine, 1);
        city.place()
                .execute(
                        "INSERT INTO restriction VALUES ('r-missed', now() + interval '20 days',"
                                + " 3)");

        Reply reply = city.hold(resident("r-missed"), key(), HALL, "general", nine);

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.code()).isEqualTo("BOOKING_RESTRICTED");
        assertThat(reply.body().path("detail").asString())
                .contains("3", at(20, 0, 0).toLocalDate().toString().substring(0, 7));
    }

    @Test
    void keepsCapacityAndLimitsInTheDatabaseItself() {
        OffsetDateTime nine = at(47, 9, 0);
        city.slot(GENERAL, nine, 1);
        String id = city.hold(resident("r-guard"), key(), HALL, "general", nine).id();

        assertThatThrownBy(() ->
                        city.place()
                                .execute(
                                        "UPDATE slot SET taken = 2 WHERE starts_at = '%s'"
                                                .formatted(nine)))
                .hasMessageContaining("slot_is_never_overbooked");
        String twin =
                """
                INSERT INTO booking (id, reference, state, open, placed, hall, desk, service, starts_at,
                                     ends_at, resident, ordinal, held_at, free_at)
                SELECT uuidv7(), 'X' || %s, 'HELD', true, true, hall, desk, %s, starts_at + interval '%s',
                       ends_at + interval '%s', resident, %s, now(), now()
                  FROM booking WHERE id = '%s'
                """;
        assertThatThrownBy(() ->
                        city.place().execute(twin.formatted(1, "service", "1 day", "1 day", 2, id)))
                .hasMessageContaining("booking_one_for_each_service");
        assertThatThrownBy(() ->
                        city.place().execute(twin.formatted(2, "'other'", "1 day", "1 day", 1, id)))
                .hasMessageContaining("booking_few_for_each_resident");
        assertThatThrownBy(() ->
                        city.place()
                                .execute(
                                        twin.formatted(
                                                3, "'other'", "5 minutes", "5 minutes", 2, id)))
                .hasMessageContaining("booking_nobody_is_in_two_places");
    }

    @Test
    void showsHallsByDistanceAndWhatTheyServe() {
        Reply near = city.get("", "/open/v1/halls?near=36.1074,120.4689");
        assertThat(near.body().path("items").size()).isEqualTo(4);
        assertThat(near.body().at("/items/0/id").asString()).isEqualTo("laoshan-example");
        assertThat(near.body().at("/items/0/distanceMetres").asLong()).isLessThan(100);
        assertThat(near.body().at("/items/3/id").asString()).isEqualTo("west-coast-example");
        assertThat(near.body().at("/items/0/example").asBoolean()).isTrue();
        assertThat(
                        city.get("", "/open/v1/halls?district=370202&item=residence-permit")
                                .body()
                                .path("items")
                                .size())
                .isEqualTo(2);
        Reply centre = city.get("", "/open/v1/halls/civic-centre");
        assertThat(centre.body().path("address").asString()).isEqualTo("市南区福州南路17号");
        assertThat(centre.body().path("nextFreePlace").asString()).isNotEmpty();
        assertThat(city.get("", "/open/v1/halls/nowhere").code()).isEqualTo("HALL_NOT_FOUND");
        assertThat(city.get("", "/open/v1/halls?near=north").status()).isEqualTo(400);
        assertThat(city.get("", "/open/v1/halls?near=99,500").status()).isEqualTo(400);
    }

    @Test
    void showsFreePlacesRightWithinASecondOfABooking() {
        OffsetDateTime nine = at(48, 9, 0);
        city.slot(SOCIAL, nine, 1);
        city.slot(SOCIAL, at(48, 9, 15), 1);
        String path =
                "/open/v1/halls/%s/availability?service=pension&from=%s&to=%s"
                        .formatted(HALL, nine.toLocalDate(), nine.toLocalDate().plusDays(1));
        Reply before = city.get("", path);
        assertThat(before.body().at("/days/0/status").asString()).isEqualTo("OPEN");
        assertThat(before.body().at("/days/0/places").size()).isEqualTo(1);
        assertThat(before.body().at("/days/1/status").asString()).isEqualTo("CLOSED");

        assertThat(city.hold(resident("r-fresh"), key(), HALL, "pension", nine).status())
                .isEqualTo(201);
        await().atMost(Duration.ofSeconds(1))
                .until(() ->
                        city.get("", path).body().at("/days/0/status").asString().equals("FULL"));
        assertThat(
                        city.get("", "/open/v1/halls/%s/availability?service=none".formatted(HALL))
                                .code())
                .isEqualTo("SERVICE_NOT_OFFERED");
        assertThat(
                        city.get(
                                        "",
                                        "/open/v1/halls/%s/availability?service=pension&from=2026-12-02&to=2026-12-01"
                                                .formatted(HALL))
                                .code())
                .isEqualTo("DAYS_OUT_OF_RANGE");
    }

    @Test
    void hasWordsForEveryProblem() {
        ProblemTexts.assertComplete(AppointmentsProblem.class);
    }

    private static String code(String token, String hall, String service, OffsetDateTime at) {
        return city.hold(token, key(), hall, service, at).code();
    }

    private static long taken(String desk, OffsetDateTime at) {
        return city.place()
                .count(
                        "SELECT taken FROM slot WHERE desk = '%s' AND starts_at = '%s'"
                                .formatted(desk, at));
    }
}
