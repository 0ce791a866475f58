package city.zhanqiao.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import city.zhanqiao.city.identity.Role;

import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** Several processes, the same twice, a long queue and clocks that are wrong. */
class BusyDaysTest {

    private static final Town town = RoughTown.get();

    @Test
    void twoProcessesTellEachResidentOnce() {
        for (int n = 0; n < 20; n++) {
            town.registers("b-two-" + n, "phone-0001", "b-two-" + n);
        }
        try (ConfigurableApplicationContext other = town.startService()) {
            assertThat(other.isRunning()).isTrue();
            for (int n = 0; n < 20; n++) {
                town.happens("applications", Happened.caseStep("accepted", id(), "b-two-" + n));
            }
            for (int n = 0; n < 20; n++) {
                String resident = "b-two-" + n;
                await().atMost(Town.SOON).until(() -> !town.firebase.sentTo(resident).isEmpty());
                assertThat(town.outcomes(resident)).containsExactly("ACCEPTED");
            }
        }
        for (int n = 0; n < 20; n++) {
            assertThat(town.firebase.sentTo("b-two-" + n)).hasSize(1);
            assertThat(town.titles("b-two-" + n)).hasSize(1);
        }
    }

    @Test
    void anEventThatComesTwiceIsToldOnce() {
        town.registers("b-twice", "phone-0001", "b-twice-1");
        town.hearsOf("residents", Happened.places("b-twice", "370203015000"));
        town.hearsOf("applications", Happened.caseStep("accepted", id(), "b-twice"));
        town.hearsOf("notices", Happened.notice("published", id(), false, "370203015000", "停水"));
        await().atMost(Town.SOON).until(() -> town.firebase.sentTo("b-twice-1").size() == 2);
        long heard = position();
        // As after a restore: everything is read from the logs' beginnings again.
        town.place.execute("UPDATE event_consumed SET position = 0");
        await().atMost(Town.SOON).until(() -> position() == heard);

        assertThat(town.titles("b-twice")).hasSize(2);
        assertThat(town.outcomes("b-twice")).containsOnly("ACCEPTED");
        assertThat(town.firebase.sentTo("b-twice-1")).hasSize(2);
    }

    @Test
    void nothingPersonalWaitsBehindALongQueueOfNotices() {
        town.registers("b-queue", "phone-0001", "b-queue-1");
        town.registers("b-crowd", "phone-0001", "zhanqiao-test:accepted");
        town.place.execute(
                "INSERT INTO delivery (message, resident, device, provider, lane, tag, template,"
                        + " template_version, language, state, queued_at, not_before, valid_until)"
                        + " SELECT uuidv7(), 'b-crowd', (SELECT id FROM device WHERE resident ="
                        + " 'b-crowd'), 'FCM', 2, 'crowd-' || n, 'notice.digest', 1, 'zh-Hans',"
                        + " 'QUEUED', now(), now(), now() + interval '1 hour' FROM"
                        + " generate_series(1, 50000) AS n");
        town.happens("applications", Happened.caseStep("accepted", id(), "b-queue"));

        await().atMost(Duration.ofSeconds(20))
                .until(() -> town.firebase.sentTo("b-queue-1").size() == 1);
        assertThat(town.place.count(CROWD)).isPositive();
        town.place.execute("DELETE FROM delivery WHERE resident = 'b-crowd'");
    }

    /** Statistics and kept plans are those of the quiet night. */
    @Test
    void aQueueThatFillsAfterAQuietNightIsReadByItsHead() {
        town.registers("b-flood", "phone-0001", "zhanqiao-test:accepted");
        town.place.execute(FLOOD.formatted("ACCEPTED", 1, 20_000));
        town.place.execute("ANALYZE delivery");
        long quiet = looks();
        await().atMost(Town.SOON).until(() -> looks() > quiet + 300);
        long before = read();

        town.place.execute(FLOOD.formatted("QUEUED", 20_001, 24_000));
        await().atMost(Town.SOON).until(() -> town.place.count(WAITING) == 0);

        long looks = looks();
        await().atMost(Town.SOON).until(() -> looks() > looks + 20);
        assertThat(read() - before).isLessThan(50 * 4_000);
        town.place.execute("DELETE FROM delivery WHERE resident = 'b-flood'");
    }

    @Test
    void aClockThatJumpsDelaysNothingAndLosesNothing() {
        town.registers("b-clock", "phone-0001", "b-clock-1");
        try {
            for (Duration jump : new Duration[] {Duration.ofDays(2), Duration.ofDays(-2)}) {
                Town.CLOCK.jump(jump);
                int before = town.firebase.sentTo("b-clock-1").size();
                town.hearsOf("applications", Happened.caseStep("accepted", id(), "b-clock"));
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> town.firebase.sentTo("b-clock-1").size() == before + 1);
            }
        } finally {
            Town.CLOCK.jump(Duration.ZERO);
        }
        assertThat(town.outcomes("b-clock")).containsOnly("ACCEPTED");
    }

    @Test
    void newsThatIsOldWhenItIsHeardGoesIntoTheInboxOnly() {
        town.registers("b-old", "phone-0001", "b-old-1");
        try {
            Town.CLOCK.jump(Duration.ofDays(10));
            town.hearsOf("applications", Happened.caseStep("accepted", id(), "b-old"));
        } finally {
            Town.CLOCK.jump(Duration.ZERO);
        }
        assertThat(town.outcomes("b-old")).containsExactly("SKIPPED:OUT_OF_DATE");
        assertThat(town.titles("b-old")).hasSize(1);
    }

    @Test
    void whatFallsDueWhileNobodyRunsIsToldLateAndOnceOrNotAtAll() {
        String me = "b-down";
        String due = id();
        String over = id();
        town.registers(me, "phone-0001", "b-down-1");
        for (String application : List.of(due, over)) {
            town.hearsOf(
                    "applications",
                    Happened.caseStep("correction-requested", application, me)
                            .with("dueOn", LocalDate.now(ZoneOffset.UTC).plusDays(9).toString()));
        }
        town.outcomes(me);
        town.registers("b-waits", "phone-0001", "b-waits-1");
        town.hearsOf("applications", Happened.caseStep("accepted", id(), "b-waits"));
        town.outcomes("b-waits");

        town.stopService();
        try {
            town.place.execute(
                    "UPDATE reminder SET due_at = now() - interval '2 hours', valid_until = CASE"
                            + " subject WHEN 'application:"
                            + due
                            + "' THEN now() + interval '1 hour' ELSE now() - interval '1 hour' END"
                            + " WHERE resident = 'b-down'");
            // As if it had been put off in the night.
            town.place.execute(
                    "UPDATE delivery SET state = 'QUEUED', not_before = now(), settled_at = NULL"
                            + " WHERE resident = 'b-waits'");
            town.happens("applications", Happened.caseStep("accepted", id(), me));
        } finally {
            town.startServiceAgain();
        }

        await().atMost(Town.SOON).until(() -> town.titles(me).size() == 4);
        assertThat(town.titles(me)).containsOnlyOnce("补正即将到期", "申请已受理");
        assertThat(town.outcomes(me)).hasSize(4).containsOnly("ACCEPTED");
        assertThat(town.firebase.sentTo("b-down-1")).hasSize(4);
        assertThat(town.outcomes("b-waits")).containsExactly("ACCEPTED");
        assertThat(town.firebase.sentTo("b-waits-1")).hasSize(2);
        assertThat(town.place.count("SELECT count(*) FROM reminder WHERE resident = 'b-down'"))
                .isZero();
    }

    @Test
    void dangerToTheWholeCityConcernsWhoeverHasADevice() {
        town.registers("b-placeless", "phone-0001", "b-placeless-1");
        String campaign =
                "/admin/v1/campaigns/"
                        + town.send(
                                        Town.staff("s-first", Role.PUBLISHER),
                                        "POST",
                                        "/admin/v1/campaigns",
                                        """
                                        {"emergency":true,"titles":{"zhHans":"台风"},
                                         "texts":{"zhHans":"请勿外出。"},"divisions":["370200"],
                                         "topics":[],"groups":[],"validUntil":"%s"}
                                        """
                                                .formatted(Instant.now().plusSeconds(600)),
                                        "Idempotency-Key",
                                        Town.key())
                                .body()
                                .path("id")
                                .asString();
        String second = Town.staff("s-second", Role.PUBLISHER);
        town.send(second, "POST", campaign + "/approval", "", "Idempotency-Key", Town.key());

        assertThat(town.outcomes("b-placeless")).containsExactly("ACCEPTED");
        assertThat(town.titles("b-placeless")).containsExactly("台风");
        FakeFirebase.Sent sent = town.firebase.sentTo("b-placeless-1").getFirst();
        assertThat(sent.message().at("/apns/payload/aps/interruption-level").asString())
                .isEqualTo("time-sensitive");
        town.send(second, "DELETE", campaign, "");
        assertThat(town.titles("b-placeless")).isEmpty();
    }

    @Test
    void proofIsForgottenAfterItsTime() {
        town.registers("b-proof", "phone-0001", "zhanqiao-test:accepted");
        town.hearsOf("applications", Happened.caseStep("accepted", id(), "b-proof"));
        town.outcomes("b-proof");
        town.place.execute(
                "UPDATE delivery SET id = uuidv7(interval '-181 days') WHERE resident = 'b-proof'");
        await().atMost(Town.SOON)
                .until(() ->
                        town.place.count("SELECT count(*) FROM delivery WHERE resident = 'b-proof'")
                                == 0);
        assertThat(town.titles("b-proof")).hasSize(1);
    }

    private static final String CROWD =
            "SELECT count(*) FROM delivery WHERE resident = 'b-crowd' AND state = 'QUEUED'";

    private static final String FLOOD =
            """
            INSERT INTO delivery (message, resident, device, provider, lane, tag, template,
                                  template_version, language, state, queued_at, not_before,
                                  valid_until)
            SELECT uuidv7(), resident, id, 'FCM', 0, 'flood-' || n, 'notice.digest', 1, 'zh-Hans',
                   '%s', now(), now(), now() + interval '1 hour'
              FROM device, generate_series(%d, %d) AS n WHERE resident = 'b-flood'
            """;

    /** One or none, so that asking does not read what it counts. */
    private static final String WAITING =
            """
            SELECT count(*) FROM (SELECT FROM delivery
                                   WHERE lane = 0 AND state IN ('QUEUED', 'RETRY')
                                   LIMIT 1) AS one
            """;

    /** How often somebody has looked into the queue. */
    private static long looks() {
        return town.place.count(
                "SELECT seq_scan + idx_scan FROM pg_stat_user_tables WHERE relname = 'delivery'");
    }

    /** Rows of deliveries that were read, through indexes or without. */
    private static long read() {
        return town.place.count(
                """
                SELECT seq_tup_read + (SELECT sum(idx_tup_read) FROM pg_stat_user_indexes
                                        WHERE relname = 'delivery')
                  FROM pg_stat_user_tables WHERE relname = 'delivery'
                """);
    }

    private static long position() {
        return town.place.count("SELECT sum(position) FROM event_consumed");
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }
}
