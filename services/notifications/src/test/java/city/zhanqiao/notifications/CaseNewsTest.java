package city.zhanqiao.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.notifications.Town.Reply;
import city.zhanqiao.web.test.ProblemTexts;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** From an event to the inbox and the devices. */
class CaseNewsTest {

    private static final Town town = SharedTown.get();

    @Test
    void tellsEveryStepOnceInTheInboxAndOnEachDevice() {
        String lin = "r-lin-steps";
        String id = id();
        town.registers(lin, "phone-0001", "lin-1");
        town.registers(lin, "phone-0002", "lin-2");

        for (String step :
                List.of("submitted", "accepted", "review-started", "approved", "issued")) {
            town.hearsOf("applications", Happened.caseStep(step, id, lin));
            awaitSettled(lin);
        }

        Reply inbox = town.get(Town.resident(lin), "/api/v1/inbox");
        assertThat(texts(inbox, "title"))
                .containsExactly("结果已办好", "申请已通过", "申请正在审查", "申请已受理", "申请已提交");
        assertThat(texts(inbox, "status"))
                .containsExactly("CLOSED", "IN_PROGRESS", "IN_PROGRESS", "IN_PROGRESS", "NEW");
        assertThat(inbox.body().path("unread").asInt()).isEqualTo(5);
        assertThat(texts(inbox, "body").get(3)).contains("370202-20261124-000001", "2026年12月1日");
        for (String token : List.of("lin-1", "lin-2")) {
            assertThat(town.firebase.sentTo(token)).hasSize(5);
            assertThat(town.firebase.sentTo(token).stream().map(FakeFirebase.Sent::tag))
                    .containsOnly(tagOf(token));
        }
        assertThat(town.place.texts(states(lin))).containsOnly("ACCEPTED");
    }

    @Test
    void saysNothingPersonalInAPush() {
        String he = "r-he-private";
        town.registers(he, "phone-0001", "he-1");
        town.hearsOf("applications", Happened.caseStep("accepted", id(), he));
        awaitSettled(he);

        String push = town.firebase.sentTo("he-1").getFirst().message().toString();
        assertThat(push).doesNotContain("370202", "000001", he, "2026-12-01", "social-card");
        assertThat(push).contains("您的申请有新进展");
        assertThat(
                        town.place.count(
                                "SELECT count(*) FROM inbox_item WHERE position('000001'::bytea in"
                                        + " facts) > 0"))
                .isZero();
        assertThat(
                        town.place.count(
                                "SELECT count(*) FROM device WHERE position('he-1'::bytea in"
                                        + " address) > 0"))
                .isZero();
    }

    @Test
    void speaksTheResidentsLanguage() {
        String kim = "r-kim-english";
        town.registers(kim, "phone-0001", "kim-1");
        town.hearsOf("residents", Happened.profile(kim, "en", false));
        town.hearsOf("applications", Happened.caseStep("accepted", id(), kim));
        awaitSettled(kim);

        assertThat(town.firebase.sentTo("kim-1").getFirst().text())
                .isEqualTo("There is news about your application. Open the app to see it.");
        Reply english = town.get(Town.resident(kim), "/api/v1/inbox", "Accept-Language", "en-GB");
        assertThat(texts(english, "body").getFirst()).contains("It is due by 1 Dec 2026.");
        assertThat(texts(town.get(Town.resident(kim), "/api/v1/inbox"), "title"))
                .containsExactly("申请已受理");
    }

    @Test
    void followsAResidentWhoWasFirstKnownAtAWindow() {
        String former = "w-window";
        String now = "r-window";
        String id = id();
        town.hearsOf("applications", Happened.caseStep("submitted", id, now));
        town.hearsOf("applications", Happened.caseStep("accepted", id, former));
        town.hearsOf(
                "residents",
                Happened.of("resident.joined", now, Map.of("residentId", now, "formerId", former)));
        town.hearsOf("applications", Happened.caseStep("approved", id, former));

        assertThat(texts(town.get(Town.resident(now), "/api/v1/inbox"), "title"))
                .containsExactlyInAnyOrder("申请已通过", "申请已受理", "申请已提交");
        assertThat(texts(town.get(Town.resident(former), "/api/v1/inbox"), "title")).isEmpty();
    }

    @Test
    void tellsNothingToSomebodyWhoWasDeleted() {
        String gone = "r-gone";
        town.registers(gone, "phone-0001", "gone-1");
        town.hearsOf("applications", Happened.caseStep("submitted", id(), gone));
        town.hearsOf(
                "residents",
                Happened.of("resident.deleted", gone, Map.of("residentId", gone)),
                Happened.profile(gone, "en", true));
        town.hearsOf("applications", Happened.caseStep("accepted", id(), gone));

        for (String table : List.of("inbox_item", "device", "delivery")) {
            assertThat(
                            town.place.count(
                                    "SELECT count(*) FROM %s WHERE resident = '%s'"
                                            .formatted(table, gone)))
                    .isZero();
        }
        assertThat(town.place.texts("SELECT language FROM recipient WHERE resident = 'r-gone'"))
                .containsExactly("null");
    }

    @Test
    void putsLateNewsIntoTheInboxButOnNoPhone() {
        String late = "r-late";
        String id = id();
        town.registers(late, "phone-0001", "late-1");
        town.hearsOf("applications", Happened.caseStep("issued", id, late));
        awaitSettled(late);
        town.place.execute(
                "UPDATE inbox_item SET occurred_at = now() + interval '1 hour' WHERE resident ="
                        + " 'r-late'");
        town.hearsOf("applications", Happened.caseStep("accepted", id, late));

        assertThat(texts(town.get(Town.resident(late), "/api/v1/inbox"), "title")).hasSize(2);
        assertThat(town.firebase.sentTo("late-1")).hasSize(1);
        assertThat(
                        town.place.texts(
                                "SELECT reason FROM delivery WHERE resident = 'r-late' AND state ="
                                        + " 'SKIPPED'"))
                .containsExactly("OVERTAKEN");
    }

    @Test
    void givesADeviceToWhoeverHoldsItsAddress() {
        town.registers("r-first", "phone-0001", "shared-token");
        town.registers("r-second", "phone-0001", "shared-token");
        town.hearsOf("applications", Happened.caseStep("submitted", id(), "r-first"));
        town.hearsOf("applications", Happened.caseStep("accepted", id(), "r-second"));
        awaitSettled("r-second");

        assertThat(devices("r-first")).isZero();
        assertThat(devices("r-second")).isEqualTo(1);
        assertThat(town.firebase.sentTo("shared-token")).hasSize(1);
        Reply removed =
                town.send(Town.resident("r-first"), "DELETE", "/api/v1/devices/phone-0001", "");
        assertThat(removed.status()).isEqualTo(204);
        assertThat(devices("r-second")).isEqualTo(1);
    }

    @Test
    void refusesDevicesThatMakeNoSense() {
        String body = "{\"provider\":\"%s\",\"addressKind\":\"%s\",\"address\":\"%s\"}";
        String me = Town.resident("r-devices");
        String path = "/api/v1/devices/phone-0001";
        assertThat(town.send(me, "PUT", path, body.formatted("FCM", "APNS_TOKEN", "x")).code())
                .isEqualTo("ADDRESS_DOES_NOT_FIT");
        assertThat(town.send(me, "PUT", path, body.formatted("FCM", "FCM_TOKEN", "")).status())
                .isEqualTo(422);
        assertThat(town.send(me, "PUT", path, body.formatted("SMS", "PHONE", "13800001234")).code())
                .isEqualTo("PHONE_NOT_CONFIRMED");
        assertThat(
                        town.send(
                                        me,
                                        "PUT",
                                        "/api/v1/devices/x",
                                        body.formatted("FCM", "FCM_TOKEN", "x"))
                                .status())
                .isEqualTo(400);
        String phone =
                Town.ISSUER.residentToken(
                        "r-devices",
                        RealNameLevel.L2,
                        Instant.now(),
                        Map.of("phone_number", "13800001234"));
        assertThat(
                        town.send(phone, "PUT", path, body.formatted("SMS", "PHONE", "13800001234"))
                                .status())
                .isEqualTo(200);
        assertThat(town.get(phone, "/api/v1/devices").body().toString())
                .doesNotContain("13800001234");
        assertThat(town.get("", "/api/v1/inbox").status()).isEqualTo(401);
    }

    @Test
    void tellsWhoeverIsAskedForConsentWithoutTheNumberOfTheCase() {
        String id = id();
        town.hearsOf(
                "applications",
                Happened.of(
                        "application.consent-requested",
                        id,
                        Map.of(
                                "applicationId", id,
                                "residentId", "r-party",
                                "itemCode", "marriage")));
        assertThat(town.titles("r-party")).containsExactly("有一项申请需要您确认");
    }

    @Test
    void hasWordsForEveryProblem() {
        ProblemTexts.assertComplete(NotificationsProblem.class);
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }

    private static long devices(String resident) {
        return town.place.count("SELECT count(*) FROM device WHERE resident = '" + resident + "'");
    }

    private static String tagOf(String token) {
        return town.firebase.sentTo(token).getFirst().tag();
    }

    private static String states(String resident) {
        return "SELECT state FROM delivery WHERE resident = '" + resident + "'";
    }

    private static void awaitSettled(String resident) {
        await().atMost(Town.SOON)
                .until(() ->
                        !town.place.texts(states(resident)).isEmpty()
                                && town.place.texts(states(resident)).stream()
                                        .noneMatch(
                                                List.of("QUEUED", "SENDING", "RETRY")::contains));
    }

    private static List<String> texts(Reply page, String field) {
        return page.body()
                .path("items")
                .valueStream()
                .map(item -> item.path(field).asString())
                .toList();
    }
}
