package city.zhanqiao.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import city.zhanqiao.city.identity.Role;
import city.zhanqiao.data.job.Job;
import city.zhanqiao.notifications.Town.Reply;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** How staff see that messages arrive, and which words they carry. */
class ProofTest {

    private static final Town town = SharedTown.get();
    private static final List<String> WATCHERS =
            List.of(
                    "terraform/modules/watch/main.tf",
                    "terraform/modules/service/main.tf",
                    "observability/alerts.yml",
                    "observability/dashboard.json");
    private static final String writer = Town.staff("s-writer", Role.PUBLISHER);

    @Test
    void proveEachDeliveryAndSendDeadOnesAgain() {
        String me = "k-proof";
        town.registers(me, "phone-0001", "zhanqiao-test:refused");
        town.registers(me, "phone-0002", "zhanqiao-test:accepted");
        town.hearsOf("applications", Happened.caseStep("accepted", id(), me));
        assertThat(town.outcomes(me)).containsExactlyInAnyOrder("DEAD:REHEARSED", "ACCEPTED");
        String admin = Town.staff("s-admin", Role.SYSTEM_ADMIN);
        Reply list = town.get(admin, "/admin/v1/deliveries?resident=" + me + "&state=DEAD");
        assertThat(list.body().path("items")).hasSize(1);
        assertThat(list.body().toString()).doesNotContain("zhanqiao-test", "370202-");
        String dead = list.body().at("/items/0/id").asString();

        Reply again = retry(admin, dead);
        assertThat(again.status()).isEqualTo(200);
        assertThat(town.outcomes(me)).contains("DEAD:REHEARSED");
        assertThat(town.place.count("SELECT attempt FROM delivery WHERE id = '" + dead + "'"))
                .isEqualTo(2);
        assertThat(retry(admin, UUID.randomUUID().toString()).code())
                .isEqualTo("DELIVERY_NOT_FOUND");
        assertThat(
                        town.get(admin, "/admin/v1/deliveries/hours?hours=2")
                                .body()
                                .at("/items/0/messages")
                                .asInt())
                .isPositive();
        assertThat(town.get(writer, "/admin/v1/deliveries").status()).isEqualTo(403);
        assertThat(
                        town.place.count(
                                "SELECT count(*) FROM audit WHERE action = 'delivery.read' AND"
                                        + " person = 'k-proof'"))
                .isEqualTo(1);
    }

    @Test
    void singInEachLane() {
        awaitCanaries();
    }

    @Test
    void countTheHourBySentAcceptedFailedAndLate() {
        Hour before = hour();
        String me = "k-hours";
        town.registers(me, "phone-0001", "k-hours-1");
        town.registers(me, "phone-0002", "zhanqiao-test:refused");
        town.registers(me, "phone-0003", "k-hours-3");
        double late = late();
        // Its message waits from the first moment on, and is five minutes late when it may go.
        choosesANightThatIsNow(me);
        town.hearsOf("applications", Happened.caseStep("accepted", id(), me));
        assertThat(waiting(me)).isEqualTo(3);
        town.place.execute(
                "UPDATE delivery SET not_before = now(), due_at = CASE WHEN device = (SELECT id"
                    + " FROM device WHERE resident = 'k-hours' AND device_id = 'phone-0003') THEN"
                    + " now() - interval '5 minutes' ELSE now() END WHERE resident = 'k-hours'");
        town.outcomes(me);

        Hour after = hour();
        assertThat(after.sent() - before.sent()).isGreaterThanOrEqualTo(3);
        assertThat(after.accepted() - before.accepted()).isGreaterThanOrEqualTo(2);
        assertThat(after.failed() - before.failed()).isGreaterThanOrEqualTo(1);
        assertThat(after.late() - before.late()).isEqualTo(1);
        await().atMost(Town.SOON).until(() -> late() == late + 1);
        assertThat(attempts("PERSONAL", "DEAD")).isPositive();
    }

    @Test
    void raiseTheAlarmWhenAChannelHasGoneSilent() {
        awaitCanaries();
        measure();
        await().atMost(Town.SOON).until(() -> gauge("zhanqiao.push.silent") == 0);
        town.firebase.answersTopic("canary", FakeFirebase.error(500, "INTERNAL", "INTERNAL"));
        try {
            town.place.execute(
                    "UPDATE delivery SET settled_at = now() - interval '1 minute' WHERE topic ="
                            + " 'canary' AND state = 'ACCEPTED'");
            await().atMost(Town.SOON)
                    .until(() -> {
                        measure();
                        return gauge("zhanqiao.push.silent") == 3;
                    });
        } finally {
            town.firebase.answersTopic("canary", FakeFirebase.well());
        }
        await().atMost(Town.SOON)
                .until(() -> {
                    measure();
                    return gauge("zhanqiao.push.silent") == 0;
                });
        assertThat(gauge("zhanqiao.push.queued")).isNotNegative();
    }

    /** An alarm on a figure that nobody publishes would never ring. */
    @Test
    void publishEveryFigureThatAlarmsWatch() throws IOException {
        // Attempts are counted from the first one on.
        awaitCanaries();
        List<String> published =
                registry().getMeters().stream()
                        .map(meter -> scraped(meter.getId()))
                        .distinct()
                        .toList();
        for (String watcher : WATCHERS) {
            List<String> watched =
                    Pattern.compile("\\bzhanqiao_push_[a-z_]+")
                            .matcher(Files.readString(Path.of("../../infra", watcher)))
                            .results()
                            .map(MatchResult::group)
                            .distinct()
                            .toList();
            assertThat(watched).as(watcher).isNotEmpty();
            assertThat(published).as(watcher).containsAll(watched);
        }
    }

    @Test
    void letStaffReadTheWords() {
        Reply preview = town.get(writer, "/admin/v1/templates/booking.confirmed");
        assertThat(preview.body().path("words")).hasSize(2);
        assertThat(preview.body().toString()).contains("〔reference〕", "1月2日09:30", "2 Jan, 09:30");
        assertThat(town.get(writer, "/admin/v1/templates/no.such").code())
                .isEqualTo("TEMPLATE_NOT_FOUND");
    }

    private static void awaitCanaries() {
        await().atMost(Town.SOON)
                .untilAsserted(() ->
                        assertThat(
                                        town.place.texts(
                                                "SELECT DISTINCT lane FROM delivery WHERE topic ="
                                                        + " 'canary' AND state = 'ACCEPTED'"))
                                .containsExactlyInAnyOrder("0", "1", "2"));
    }

    private static void choosesANightThatIsNow(String resident) {
        ZonedDateTime now = ZonedDateTime.now(ZoneId.of("Asia/Shanghai"));
        DateTimeFormatter clock = DateTimeFormatter.ofPattern("HH:mm");
        town.send(
                Town.resident(resident),
                "PUT",
                "/api/v1/notification-preferences",
                "{\"choices\":[],\"noticeDigest\":false,\"quietHours\":{\"from\":\"%s\",\"until\":\"%s\"}}"
                        .formatted(clock.format(now.minusHours(2)), clock.format(now.plusHours(3))),
                "If-Match",
                "*");
    }

    private static long waiting(String resident) {
        return town.place.count(
                "SELECT count(*) FROM delivery WHERE state = 'QUEUED' AND resident = '"
                        + resident
                        + "'");
    }

    /** The personal lane in this hour and the one before, which may have ended just now. */
    private static Hour hour() {
        long[] sums = new long[4];
        String[] names = {"sent", "accepted", "failed", "late"};
        for (JsonNode item :
                town.get(
                                Town.staff("s-admin", Role.SYSTEM_ADMIN),
                                "/admin/v1/deliveries/hours?hours=2")
                        .body()
                        .path("items")) {
            if (item.path("lane").asString().equals("PERSONAL")) {
                for (int n = 0; n < names.length; n++) {
                    sums[n] += item.path(names[n]).asLong();
                }
            }
        }
        return new Hour(sums[0], sums[1], sums[2], sums[3]);
    }

    private record Hour(long sent, long accepted, long failed, long late) {}

    private static MeterRegistry registry() {
        return town.service().getBean(MeterRegistry.class);
    }

    /** The name that Prometheus and, through it, the cloud know a figure by. */
    private static String scraped(Meter.Id figure) {
        String name = figure.getConventionName(new PrometheusNamingConvention());
        return figure.getType() == Meter.Type.COUNTER ? name + "_total" : name;
    }

    private static double gauge(String name) {
        return registry().get(name).gauge().value();
    }

    private static double late() {
        return registry().find("zhanqiao.push.late").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private static double attempts(String lane, String outcome) {
        return registry()
                .find("zhanqiao.push.attempts")
                .tags("lane", lane, "outcome", outcome)
                .counters()
                .stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private static void measure() {
        town.service().getBean("measurePushes", Job.class).wake();
    }

    private static Reply retry(String staff, String delivery) {
        return town.send(
                staff,
                "POST",
                "/admin/v1/deliveries/" + delivery + "/retry",
                "",
                "Idempotency-Key",
                Town.key());
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }
}
