package city.zhanqiao.notifications;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.notifications.Town.Reply;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;

/** What residents choose, and what then rings where and when. */
class ChoicesTest {

    private static final String PATH = "/api/v1/notification-preferences";
    private static final Town town = SharedTown.get();

    @Test
    void holdWhatWasChosenAndNothingElse() {
        String me = Town.resident("c-choose");
        Reply usual = town.get(me, PATH);
        assertThat(usual.etag()).isEqualTo("\"v1\"");
        assertThat(usual.body().toString()).contains("\"kind\":\"EMERGENCY\"", "\"fixed\":true");

        Reply chosen =
                choose(
                        "c-choose",
                        "\"v1\"",
                        "{\"kind\":\"NOTICE\",\"channel\":\"PUSH\",\"wanted\":false}",
                        quiet("21:00", "08:00"),
                        false);
        assertThat(chosen.status()).isEqualTo(200);
        assertThat(chosen.etag()).isEqualTo("\"v2\"");
        assertThat(chosen.body().at("/quietHours/from").asString()).isEqualTo("21:00");
        assertThat(chosen.body().path("zone").asString()).isEqualTo("Asia/Shanghai");
        assertThat(choose("c-choose", "\"v1\"", "", "", false).code()).isEqualTo("STALE_VERSION");
        assertThat(choose("c-choose", "\"v2\"", "", "", true).etag()).isEqualTo("\"v3\"");
        assertThat(town.get(me, PATH).body().path("quietHours").isMissingNode()).isTrue();
        assertThat(town.send(me, "PUT", PATH, body("", "", false)).code())
                .isEqualTo("PRECONDITION_REQUIRED");
        assertThat(town.get("", PATH).status()).isEqualTo(401);
    }

    @Test
    void refuseWhatCannotBeChosen() {
        String off = "{\"kind\":\"EMERGENCY\",\"channel\":\"PUSH\",\"wanted\":false}";
        String once = "{\"kind\":\"NOTICE\",\"channel\":\"SMS\",\"wanted\":true}";
        assertThat(choose("c-no", "*", off, "", false).code())
                .isEqualTo("EMERGENCY_CANNOT_BE_SILENCED");
        assertThat(choose("c-no", "*", once + "," + once, "", false).code())
                .isEqualTo("CHOICE_GIVEN_TWICE");
        assertThat(choose("c-no", "*", "", quiet("09:00", "09:00"), false).code())
                .isEqualTo("QUIET_HOURS_WITHOUT_END");
        assertThat(choose("c-no", "*", "", quiet("25:00", "09:00"), false).status()).isEqualTo(422);
    }

    @Test
    void keepAnUnwantedKindInTheInboxOnly() {
        town.registers("c-off", "phone-0001", "c-off-1");
        choose(
                "c-off",
                "*",
                "{\"kind\":\"APPLICATION\",\"channel\":\"PUSH\",\"wanted\":false}",
                "",
                false);
        news("c-off", id());

        assertThat(town.outcomes("c-off")).containsExactly("SKIPPED:NOT_WANTED");
        assertThat(town.titles("c-off")).containsExactly("申请已受理");
        assertThat(town.firebase.sentTo("c-off-1")).isEmpty();
    }

    @Test
    void waitForTheMorningAndThenSendTheNewestStateOnly() {
        town.registers("c-night", "phone-0001", "c-night-1");
        choose("c-night", "*", "", aroundNow(), false);
        String application = id();
        town.hearsOf("applications", Happened.caseStep("accepted", application, "c-night"));
        town.hearsOf("applications", Happened.caseStep("review-started", application, "c-night"));
        town.hearsOf("applications", Happened.caseStep("approved", application, "c-night"));

        assertThat(states("c-night")).isEqualTo("SUPERSEDED,SUPERSEDED,QUEUED");
        Instant morning =
                Instant.ofEpochSecond(
                        town.place.count(
                                "SELECT max(extract(epoch FROM not_before))::bigint FROM delivery"
                                        + " WHERE resident = 'c-night'"));
        assertThat(LocalTime.ofInstant(morning, CityTime.ZONE)).isEqualTo(until());
        assertThat(town.firebase.sentTo("c-night-1")).isEmpty();
        town.place.execute("UPDATE delivery SET not_before = now() WHERE resident = 'c-night'");
        assertThat(town.outcomes("c-night")).containsOnlyOnce("ACCEPTED");
        assertThat(town.firebase.sentTo("c-night-1")).hasSize(1);
        assertThat(town.titles("c-night")).hasSize(3);
    }

    @Test
    void neverWakeForWhatIsOverBeforeMorning() {
        town.registers("c-offer", "phone-0001", "c-offer-1");
        choose("c-offer", "*", "", aroundNow(), false);
        town.hearsOf(
                "appointments",
                Happened.of(
                        "waitlist.offered",
                        id(),
                        Map.of(
                                "offerId", id(),
                                "bookingId", id(),
                                "residentId", "c-offer",
                                "hall", "shinan",
                                "service", "social-card",
                                "startsAt", Instant.now().plusSeconds(7200).toString(),
                                "until", Instant.now().plusSeconds(900).toString())));

        assertThat(town.outcomes("c-offer")).containsExactly("SKIPPED:OUT_OF_DATE");
        assertThat(town.titles("c-offer")).containsExactly("候补有位");
    }

    @Test
    void wakeInDangerWhateverWasChosen() {
        town.registers("c-danger", "phone-0001", "c-danger-1");
        choose(
                "c-danger",
                "*",
                "{\"kind\":\"NOTICE\",\"channel\":\"PUSH\",\"wanted\":false}",
                aroundNow(),
                true);
        town.hearsOf("residents", Happened.places("c-danger", "370203015000"));
        town.hearsOf("notices", Happened.notice("published", id(), true, "370203015000", "燃气泄漏"));

        assertThat(town.outcomes("c-danger")).containsExactly("ACCEPTED");
        assertThat(town.firebase.sentTo("c-danger-1").getFirst().text()).isEqualTo("燃气泄漏");
    }

    @Test
    void ringOnceADayForNoticesIfWanted() {
        town.registers("c-digest", "phone-0001", "c-digest-1");
        choose("c-digest", "*", "", "", true);
        town.hearsOf("residents", Happened.places("c-digest", "370203016000"));
        for (String title : new String[] {"停水", "停电", "修路"}) {
            town.hearsOf(
                    "notices", Happened.notice("published", id(), false, "370203016000", title));
            awaitDeliveries("c-digest", title.equals("停水") ? 1 : title.equals("停电") ? 2 : 3);
        }

        assertThat(states("c-digest")).isEqualTo("SUPERSEDED,SUPERSEDED,QUEUED");
        town.place.execute("UPDATE delivery SET not_before = now() WHERE resident = 'c-digest'");
        assertThat(town.outcomes("c-digest")).contains("ACCEPTED");
        assertThat(town.firebase.sentTo("c-digest-1").getFirst().text())
                .isEqualTo("您关注的地点今天有新的通知，请打开应用查看。");
        assertThat(town.titles("c-digest")).hasSize(3);
    }

    @Test
    void sendOldPeopleATextInsteadOfAPush() {
        town.hearsOf("residents", Happened.profile("c-elder", "zh-Hans", true));
        town.registers("c-elder", "phone-0001", "c-elder-1");
        town.registersPhone("c-elder", "19900000031");
        town.relay.answersOnce("19900000031", aResponse().withStatus(503));
        news("c-elder", id());

        assertThat(town.outcomes("c-elder"))
                .containsExactlyInAnyOrder("SKIPPED:TEXT_MESSAGE_INSTEAD", "ACCEPTED");
        assertThat(town.relay.sentTo("19900000031")).hasSize(2);
        assertThat(town.relay.sentTo("19900000031").stream().map(FakeRelay.Sent::key).distinct())
                .hasSize(1);
        FakeRelay.Sent sent = town.relay.sentTo("19900000031").getFirst();
        assertThat(sent.authorization()).isEqualTo("Bearer relay-key");
        assertThat(sent.order().path("largeText").asBoolean()).isTrue();
        assertThat(sent.order().toString()).doesNotContain("370202-2026", "c-elder");
    }

    @Test
    void pushToOldPeopleWithoutAPhoneInLargeText() {
        town.hearsOf("residents", Happened.profile("c-large", "zh-Hans", true));
        town.registers("c-large", "phone-0001", "c-large-1");
        news("c-large", id());

        assertThat(town.outcomes("c-large")).containsExactly("ACCEPTED");
        assertThat(
                        town.firebase
                                .sentTo("c-large-1")
                                .getFirst()
                                .message()
                                .at("/data/text")
                                .asString())
                .isEqualTo("large");
    }

    @Test
    void sendNoTextsToOthersUnlessTheyAsk() {
        town.registersPhone("c-young", "19900000032");
        news("c-young", id());
        assertThat(town.outcomes("c-young")).containsExactly("SKIPPED:NOT_WANTED");
        choose(
                "c-young",
                "*",
                "{\"kind\":\"APPLICATION\",\"channel\":\"SMS\",\"wanted\":true}",
                "",
                false);
        news("c-young", id());
        assertThat(town.outcomes("c-young")).contains("ACCEPTED");
        assertThat(town.relay.sentTo("19900000032")).hasSize(1);
    }

    @Test
    void goWithTheResident() {
        choose(
                "c-former",
                "*",
                "{\"kind\":\"NOTICE\",\"channel\":\"PUSH\",\"wanted\":false}",
                "",
                false);
        town.hearsOf(
                "residents",
                Happened.of(
                        "resident.joined",
                        "c-now",
                        Map.of("residentId", "c-now", "formerId", "c-former")));
        assertThat(town.get(Town.resident("c-now"), PATH).etag()).isEqualTo("\"v2\"");
        town.hearsOf(
                "residents",
                Happened.of("resident.deleted", "c-now", Map.of("residentId", "c-now")));
        assertThat(town.place.count("SELECT count(*) FROM preference WHERE resident = 'c-now'"))
                .isZero();
    }

    private static void news(String resident, String application) {
        town.hearsOf("applications", Happened.caseStep("accepted", application, resident));
    }

    private static Reply choose(
            String resident, String seen, String choices, String quiet, boolean digest) {
        return town.send(
                Town.resident(resident),
                "PUT",
                PATH,
                body(choices, quiet, digest),
                "If-Match",
                seen);
    }

    private static String body(String choices, String quiet, boolean digest) {
        return "{\"choices\":[%s]%s,\"noticeDigest\":%s}".formatted(choices, quiet, digest);
    }

    private static String quiet(String from, String until) {
        return ",\"quietHours\":{\"from\":\"%s\",\"until\":\"%s\"}".formatted(from, until);
    }

    private static String aroundNow() {
        return quiet(until().minusHours(4).toString(), until().toString());
    }

    private static LocalTime until() {
        return LocalTime.now(CityTime.ZONE).plusHours(2).truncatedTo(ChronoUnit.HOURS);
    }

    private static void awaitDeliveries(String resident, int count) {
        org.awaitility.Awaitility.await()
                .atMost(Town.SOON)
                .until(() ->
                        town.place.count(
                                        "SELECT count(*) FROM delivery WHERE resident = '"
                                                + resident
                                                + "'")
                                == count);
    }

    private static String states(String resident) {
        return String.join(
                ",",
                town.place.texts(
                        "SELECT state FROM delivery WHERE resident = '"
                                + resident
                                + "' ORDER BY id"));
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }
}
