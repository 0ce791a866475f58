package city.zhanqiao.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A day and an hour before: told once, moved with the booking, dropped with it. */
class RemindersTest {

    private static final Town town = SharedTown.get();

    private final String booking = UUID.randomUUID().toString();

    @Test
    void areTwoForABookingAndEachIsToldOnce() {
        String me = "m-two";
        Instant startsAt = in(Duration.ofDays(3));
        happens("confirmed", me, startsAt);
        assertThat(dueAts())
                .containsExactly(
                        startsAt.minus(Duration.ofDays(1)).getEpochSecond(),
                        startsAt.minus(Duration.ofHours(1)).getEpochSecond());

        fallsDue("booking-day");
        awaitTitles(me, 2);
        fallsDue("booking-hour");
        awaitTitles(me, 3);
        assertThat(town.titles(me)).containsExactly("预约即将开始", "明日预约提醒", "预约成功");
        assertThat(waiting()).isZero();
    }

    @Test
    void moveWithTheBooking() {
        String me = "m-moved";
        happens("confirmed", me, in(Duration.ofDays(3)));
        Instant later = in(Duration.ofDays(5));
        happens("moved", me, later);

        assertThat(dueAts())
                .containsExactly(
                        later.minus(Duration.ofDays(1)).getEpochSecond(),
                        later.minus(Duration.ofHours(1)).getEpochSecond());
    }

    @Test
    void endWithTheBooking() {
        for (String end : List.of("cancelled", "checked-in", "done", "no-show")) {
            happens("confirmed", "m-" + end, in(Duration.ofDays(3)));
            assertThat(waiting()).isEqualTo(2);
            happens(end, "m-" + end, in(Duration.ofDays(3)));
            assertThat(waiting()).isZero();
        }
    }

    @Test
    void areNotMadeForWhatIsTooNear() {
        happens("confirmed", "m-near", in(Duration.ofMinutes(50)));
        assertThat(waiting()).isZero();
        happens("moved", "m-near", in(Duration.ofHours(20)));
        assertThat(waiting()).isEqualTo(1);
    }

    @Test
    void areToldLateAfterADowntimeButNotInVain() {
        String me = "m-late";
        happens("confirmed", me, in(Duration.ofDays(3)));
        town.place.execute(
                "UPDATE reminder SET due_at = now() - interval '2 days',"
                        + " valid_until = CASE name WHEN 'booking-day'"
                        + " THEN now() - interval '1 hour' ELSE now() + interval '30 minutes' END"
                        + " WHERE subject = 'booking:"
                        + booking
                        + "'");

        awaitTitles(me, 2);
        assertThat(town.titles(me)).containsExactly("预约即将开始", "预约成功");
        assertThat(waiting()).isZero();
    }

    @Test
    void areToldOnceHoweverOftenTheyAreScheduled() {
        String me = "m-again";
        Instant startsAt = in(Duration.ofDays(3));
        happens("confirmed", me, startsAt);
        fallsDue("booking-day");
        awaitTitles(me, 2);
        // As after a sender's log that begins anew: the same is heard again.
        happens("moved", me, startsAt);
        fallsDue("booking-day");
        await().atMost(Town.SOON).until(() -> waiting() == 1);
        assertThat(town.titles(me)).containsOnlyOnce("明日预约提醒");
    }

    @Test
    void goBeforeTheResidentsNight() {
        String me = "m-night";
        Instant startsAt =
                LocalDate.now(ZoneOffset.UTC)
                        .plusDays(4)
                        .atTime(0, 30)
                        .toInstant(ZoneOffset.UTC); // 08:30 in Shanghai
        town.send(
                Town.resident(me),
                "PUT",
                "/api/v1/notification-preferences",
                "{\"choices\":[],\"noticeDigest\":false,\"quietHours\":{\"from\":\"21:00\",\"until\":\"08:00\"}}",
                "If-Match",
                "*");
        happens("confirmed", me, startsAt);

        assertThat(dueAts())
                .containsExactly(
                        startsAt.minus(Duration.ofDays(1)).getEpochSecond(),
                        // 20:59 the evening before instead of 07:30.
                        startsAt.minus(Duration.ofHours(11).plusMinutes(31)).getEpochSecond());
    }

    @Test
    void tellOfACorrectionThatIsDue() {
        String me = "m-correction";
        String application = UUID.randomUUID().toString();
        town.hearsOf("applications", correction("correction-requested", application, me));
        String where = " WHERE subject = 'application:" + application + "'";
        assertThat(town.place.count("SELECT count(*) FROM reminder" + where)).isEqualTo(1);
        town.hearsOf("applications", correction("corrected", application, me));
        assertThat(town.place.count("SELECT count(*) FROM reminder" + where)).isZero();
    }

    @Test
    void endWithTheResident() {
        happens("confirmed", "m-gone", in(Duration.ofDays(3)));
        town.hearsOf(
                "residents",
                Happened.of("resident.deleted", "m-gone", Map.of("residentId", "m-gone")));
        assertThat(waiting()).isZero();
    }

    private static Happened correction(String step, String application, String resident) {
        return Happened.caseStep(step, application, resident)
                .with("dueOn", LocalDate.now(ZoneOffset.UTC).plusDays(9).toString());
    }

    private void happens(String step, String resident, Instant startsAt) {
        town.hearsOf("appointments", Happened.booking(step, booking, resident, startsAt));
    }

    private void fallsDue(String name) {
        town.place.execute(
                "UPDATE reminder SET due_at = now() WHERE name = '%s' AND subject = 'booking:%s'"
                        .formatted(name, booking));
    }

    private List<Long> dueAts() {
        return town
                .place
                .texts(
                        "SELECT extract(epoch FROM due_at)::bigint FROM reminder WHERE subject ="
                                + " 'booking:"
                                + booking
                                + "' ORDER BY due_at")
                .stream()
                .map(Long::parseLong)
                .toList();
    }

    private long waiting() {
        return town.place.count(
                "SELECT count(*) FROM reminder WHERE subject = 'booking:" + booking + "'");
    }

    private static void awaitTitles(String resident, int count) {
        await().atMost(Town.SOON).until(() -> town.titles(resident).size() >= count);
    }

    private static Instant in(Duration time) {
        return Instant.now().plus(time).truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
    }
}
