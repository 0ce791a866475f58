package city.zhanqiao.appointments;

import static city.zhanqiao.appointments.TestHalls.at;
import static city.zhanqiao.appointments.TestHalls.key;
import static city.zhanqiao.appointments.TestHalls.resident;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.web.test.ApiContract;

import io.micrometer.core.instrument.MeterRegistry;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.time.OffsetDateTime;
import java.util.List;

/** What is told about bookings: to calendars, to the residents themselves, to operators. */
class RecordsTest {

    private static final String HALL = "shinan-example";
    private static final String DESK = "shinan-example/general";

    private static TestHalls city;

    @BeforeAll
    static void start() {
        city = TestHalls.shared();
        city.shiftClock("0");
    }

    @Test
    void documentsEveryOperation() {
        ApiContract.of(city.get("", "/v3/api-docs").text()).assertDocumented();
    }

    @Test
    void letsACalendarSubscribeUntilTheLinkEnds() {
        OffsetDateTime nine = at(69, 9, 0);
        city.slot(DESK, nine, 1);
        String token = resident("n-link");
        String id = city.booked(token, HALL, "general", nine);

        String path = newLink(token);
        assertThat(city.get("", path).text()).contains("UID:" + id);
        assertThat(
                        city.place()
                                .count(
                                        "SELECT count(*) FROM calendar_link WHERE '"
                                                + path
                                                + "' LIKE '%' || encode(hash, 'hex') || '%'"))
                .isZero();
        String newer = newLink(token);
        assertThat(city.get("", path).status()).isEqualTo(404);
        assertThat(city.get("", newer).status()).isEqualTo(200);
        assertThat(city.delete(token, "/api/v1/bookings/calendar-link", "").status())
                .isEqualTo(204);
        assertThat(city.get("", newer).code()).isEqualTo("BOOKING_NOT_FOUND");
        assertThat(city.get("", "/open/v1/calendars/guessed.ics").code())
                .isEqualTo("BOOKING_NOT_FOUND");
    }

    @Test
    void givesResidentsACopyOfTheirBookingsAndOfNobodyElses() {
        OffsetDateTime nine = at(71, 9, 0);
        city.slot(DESK, nine, 2);
        String id = city.booked(resident("n-copy"), HALL, "general", nine);
        String other = city.booked(resident("n-other"), HALL, "general", nine);
        String reference = reference("n-copy", id);

        JsonNode copy =
                city.get(TestHalls.ISSUER.serviceToken("residents"), "/internal/v1/exports/n-copy")
                        .body();

        assertThat(copy.at("/open/0/reference").asString()).isEqualTo(reference);
        assertThat(copy.path("sections").toString())
                .contains("bookings", "waiting-list", "tickets", "booking-restrictions", reference)
                .doesNotContain(reference("n-other", other));
        assertThat(city.get(resident("n-other"), "/internal/v1/exports/n-copy").status())
                .isEqualTo(401);
    }

    @Test
    void countsActsByHowTheyEnded() {
        OffsetDateTime nine = at(72, 9, 0);
        city.slot(DESK, nine, 1);
        double full = counted("SlotFull");
        double done = counted("done");

        for (String who : List.of("n-first", "n-second", "n-third")) {
            city.hold(resident(who), key(), HALL, "general", nine);
        }

        assertThat(counted("done") - done).isEqualTo(1);
        assertThat(counted("SlotFull") - full).isEqualTo(2);
    }

    private static String newLink(String token) {
        return city.send(0, token, "PUT", "/api/v1/bookings/calendar-link", "", "", "")
                .body()
                .path("path")
                .asString();
    }

    private static String reference(String resident, String id) {
        return city.get(resident(resident), "/api/v1/bookings/" + id)
                .body()
                .path("reference")
                .asString();
    }

    private static double counted(String result) {
        return city.bean(MeterRegistry.class)
                .counter("zhanqiao.bookings", "act", "HOLD", "result", result)
                .count();
    }
}
