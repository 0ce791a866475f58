package city.zhanqiao.appointments;

import static city.zhanqiao.appointments.TestHalls.at;
import static city.zhanqiao.appointments.TestHalls.etag;
import static city.zhanqiao.appointments.TestHalls.key;
import static city.zhanqiao.appointments.TestHalls.resident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import city.zhanqiao.appointments.TestHalls.Reply;
import city.zhanqiao.city.identity.Role;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.OffsetDateTime;

class WaitlistTest {

    private static final String HALL = "laoshan-example";
    private static final String DESK = "laoshan-example/social-security";
    private static final String CLOSING = "west-coast-example";
    private static final String CLOSING_DESK = "west-coast-example/social-security";
    private static final Duration SOON = Duration.ofSeconds(10);

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
    void offersAPlaceToWhoWaitedLongestAloneAndThenToTheNext() {
        OffsetDateTime nine = at(31, 9, 0);
        city.slot(DESK, nine, 1);
        String owner = resident("q-owner");
        String id = city.booked(owner, HALL, "social-card", nine);
        String first = resident("q-first");
        String second = resident("q-second");
        Reply waiting = join(first, 31);
        assertThat(waiting.status()).as(waiting.text()).isEqualTo(201);
        assertThat(join(first, 31).code()).isEqualTo("WAITING_ALREADY");
        assertThat(join(second, 31).body().path("ahead").asInt()).isEqualTo(1);
        assertThat(join(second, 100).code()).isEqualTo("DAYS_OUT_OF_RANGE");

        assertThat(city.delete(owner, "/api/v1/bookings/" + id, etag(2)).status()).isEqualTo(204);

        await().atMost(SOON).until(() -> state(first).equals("OFFERED"));
        assertThat(state(second)).isEqualTo("WAITING");
        assertThat(city.hold(resident("q-passer"), key(), HALL, "social-card", nine).code())
                .isEqualTo("SLOT_FULL");
        assertThat(
                        city.place()
                                .count(
                                        "SELECT count(*) FROM event WHERE type ="
                                            + " 'city.zhanqiao.waitlist.offered.v1' AND data ->>"
                                            + " 'residentId' = 'q-first'"))
                .isOne();

        city.shiftClock("31 minutes");
        await().atMost(SOON).until(() -> state(second).equals("OFFERED"));
        await().atMost(SOON).until(() -> state(first).equals("LAPSED"));
        String offer = booking(second);
        assertThat(city.confirm(first, key(), offer).code()).isEqualTo("BOOKING_NOT_FOUND");
        assertThat(city.confirm(second, key(), offer).status()).isEqualTo(200);
        await().atMost(SOON).until(() -> state(second).equals("TAKEN"));
        assertThat(city.taken(DESK, nine)).isEqualTo(1);
        assertThat(city.wronglyCounted()).isZero();
    }

    @Test
    void passesOverWhoCannotComeAndLetsPeopleLeave() {
        OffsetDateTime nine = at(32, 9, 0);
        city.slot(DESK, nine, 1);
        city.slot("laoshan-example/general", nine, 1);
        String owner = resident("q-owner2");
        String id = city.booked(owner, HALL, "social-card", nine);
        String elsewhere = resident("q-elsewhere");
        city.booked(elsewhere, HALL, "general", nine);
        assertThat(join(elsewhere, 32).status()).isEqualTo(201);
        String leaves = resident("q-leaves");
        String entry = join(leaves, 32).id();
        assertThat(city.delete(owner, "/api/v1/waitlist/" + entry, etag(1)).code())
                .isEqualTo("WAITING_NOT_FOUND");
        assertThat(city.delete(leaves, "/api/v1/waitlist/" + entry, etag(1)).status())
                .isEqualTo(204);
        String last = resident("q-last");
        assertThat(join(last, 32).status()).isEqualTo(201);

        city.delete(owner, "/api/v1/bookings/" + id, etag(2));

        await().atMost(SOON).until(() -> state(last).equals("OFFERED"));
        assertThat(state(elsewhere)).isEqualTo("WAITING");
    }

    @Test
    void offersAnotherPlaceToEverybodyWhoseHallCloses() {
        int day = 33;
        OffsetDateTime nine = at(day, 13, 0);
        city.slot(CLOSING_DESK, nine, 3);
        city.slot(CLOSING_DESK, at(35, 13, 0), 1);
        String lucky = resident("c-lucky");
        String unlucky = resident("c-unlucky");
        String one = city.booked(lucky, CLOSING, "social-card", nine);
        String other = city.booked(unlucky, CLOSING, "social-card", nine);
        city.place()
                .execute(
                        "UPDATE slot SET planned = false WHERE desk = '%s' AND starts_at < '%s'"
                                .formatted(CLOSING_DESK, at(day, 0, 0)));
        city.setClock(at(day - 5, 9, 0));

        String head = TestHalls.staff("s-head", "human-resources", "370211", Role.HEAD);
        Reply closed = close(head, day);
        assertThat(closed.status()).as(closed.text()).isEqualTo(201);
        assertThat(closed.body().path("bookings").asInt()).isEqualTo(2);
        assertThat(
                        close(TestHalls.staff("s-far", "human-resources", "370202", Role.HEAD), day)
                                .code())
                .isEqualTo("HALL_NOT_FOUND");
        assertThat(
                        close(
                                        TestHalls.staff(
                                                "s-clerk", "human-resources", "370211", Role.CLERK),
                                        day)
                                .status())
                .isEqualTo(403);

        await().atMost(SOON)
                .until(() ->
                        city.place()
                                        .count(
                                                "SELECT count(*) FROM event WHERE data ->> 'reason'"
                                                        + " = 'HALL_CLOSED' AND subject IN ('%s', '%s')"
                                                                .formatted(one, other))
                                == 2);
        String moved = bookingState(lucky, one).equals("HELD") ? one : other;
        String token = moved.equals(one) ? lucky : unlucky;
        Reply shown = city.get(token, "/api/v1/bookings/" + moved);
        assertThat(OffsetDateTime.parse(shown.body().path("startsAt").asString()))
                .isEqualTo(at(35, 13, 0));
        assertThat(city.confirm(token, key(), moved).status()).isEqualTo(200);
        String without = moved.equals(one) ? unlucky : lucky;
        assertThat(bookingState(without, moved.equals(one) ? other : one)).isEqualTo("CANCELLED");
        assertThat(state(without)).isEqualTo("WAITING");
        assertThat(city.hold(resident("c-late"), key(), CLOSING, "social-card", nine).code())
                .isEqualTo("HALL_CLOSED");
        assertThat(city.wronglyCounted()).isZero();
    }

    private static Reply close(String staff, int day) {
        return city.post(
                staff,
                "/admin/v1/halls/" + CLOSING + "/closures",
                key(),
                "",
                "{\"from\":\"%s\",\"until\":\"%s\",\"reason\":\"停电检修\"}"
                        .formatted(at(day, 0, 0).toLocalDate(), at(day, 0, 0).toLocalDate()));
    }

    private static String bookingState(String token, String id) {
        return city.get(token, "/api/v1/bookings/" + id).body().path("state").asString();
    }

    private static Reply join(String token, int day) {
        String date = at(day, 0, 0).toLocalDate().toString();
        return city.post(
                token,
                "/api/v1/waitlist",
                key(),
                "",
                "{\"hall\":\"%s\",\"service\":\"social-card\",\"from\":\"%s\",\"until\":\"%s\"}"
                        .formatted(HALL, date, date));
    }

    private static String state(String token) {
        return city.get(token, "/api/v1/waitlist").body().at("/items/0/state").asString();
    }

    private static String booking(String token) {
        return city.get(token, "/api/v1/waitlist").body().at("/items/0/booking").asString();
    }
}
