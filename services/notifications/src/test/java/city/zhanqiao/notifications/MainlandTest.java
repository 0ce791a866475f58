package city.zhanqiao.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.UUID;

/** On the mainland nothing goes through Google without the resident's separate consent. */
class MainlandTest {

    private static Town town;

    @BeforeAll
    static void start() {
        town =
                Town.start(
                        Map.of("spring.profiles.active", "mainland"), "applications", "residents");
    }

    @AfterAll
    static void stop() {
        town.close();
    }

    @Test
    void sendsThroughGoogleOnlyAfterConsentAndNotAfterItsWithdrawal() {
        String me = "ml-consent";
        withoutQuietHours(me);
        town.registers(me, "phone-0001", "ml-1");
        news(me);
        assertThat(town.outcomes(me)).containsExactly("SKIPPED:NO_CONSENT");
        consent("given", me, "reuse-of-uploads");
        news(me);
        assertThat(town.outcomes(me)).containsOnly("SKIPPED:NO_CONSENT");

        consent("given", me, "push-outside-mainland");
        news(me);
        assertThat(town.outcomes(me))
                .containsExactly("SKIPPED:NO_CONSENT", "SKIPPED:NO_CONSENT", "ACCEPTED");
        consent("withdrawn", me, "push-outside-mainland");
        news(me);
        assertThat(town.outcomes(me)).last().isEqualTo("SKIPPED:NO_CONSENT");
        assertThat(town.firebase.sentTo("ml-1")).hasSize(1);
        assertThat(town.titles(me)).hasSize(4);
    }

    @Test
    void callsBackWhatWaitsWhenConsentIsWithdrawn() {
        String me = "ml-waiting";
        withoutQuietHours(me);
        town.registers(me, "phone-0001", "ml-2");
        consent("given", me, "push-outside-mainland");
        town.firebase.answers("ml-2", FakeFirebase.error(500, "INTERNAL", "INTERNAL"));
        news(me);
        town.place.execute(
                "UPDATE delivery SET not_before = now() + interval '1 hour', state = 'RETRY' WHERE"
                        + " resident = 'ml-waiting' AND state IN ('QUEUED', 'RETRY')");
        consent("withdrawn", me, "push-outside-mainland");
        assertThat(town.outcomes(me)).allMatch(state -> !state.equals("ACCEPTED"));
    }

    @Test
    void keepsTheNightQuietForWhoeverChoseNothing() {
        assertThat(
                        town.get(Town.resident("ml-usual"), "/api/v1/notification-preferences")
                                .body()
                                .at("/quietHours/from")
                                .asString())
                .isEqualTo("21:00");
    }

    private static void withoutQuietHours(String resident) {
        town.send(
                Town.resident(resident),
                "PUT",
                "/api/v1/notification-preferences",
                "{\"choices\":[],\"noticeDigest\":false}",
                "If-Match",
                "*");
    }

    private static void news(String resident) {
        town.hearsOf(
                "applications",
                Happened.caseStep("accepted", UUID.randomUUID().toString(), resident));
    }

    private static void consent(String change, String resident, String purpose) {
        town.hearsOf(
                "residents",
                Happened.of(
                        "resident.consent-" + change,
                        resident,
                        Map.of(
                                "residentId",
                                resident,
                                "consentId",
                                UUID.randomUUID().toString(),
                                "purpose",
                                purpose,
                                "recipient",
                                "google-firebase")));
    }
}
