package city.zhanqiao.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import city.zhanqiao.city.identity.Role;
import city.zhanqiao.notifications.Town.Reply;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What many are told: by notices, by staff, and how it is shown to have arrived. */
class CampaignsTest {

    private static final String PATH = "/admin/v1/campaigns";
    private static final Town town = SharedTown.get();
    private static final String writer = Town.staff("s-writer", Role.PUBLISHER);
    private static final String second = Town.staff("s-second", Role.PUBLISHER);

    @Test
    void reachThoseWithAPlaceThereAndNobodyElse() {
        resident("k-there", "370215004000", "k-there-1");
        resident("k-elsewhere", "370215005000", "k-elsewhere-1");
        town.hearsOf("notices", Happened.notice("published", id(), false, "370215004000", "封路"));

        assertThat(town.outcomes("k-there")).containsExactly("ACCEPTED");
        assertThat(town.titles("k-there")).containsExactly("本地通知");
        assertThat(town.titles("k-elsewhere")).isEmpty();
        assertThat(town.place.count("SELECT count(*) FROM delivery WHERE resident = 'k-elsewhere'"))
                .isZero();
        assertThat(town.place.count("SELECT count(*) FROM inbox_item WHERE resident = 'k-there'"))
                .isZero();
    }

    @Test
    void showTheNewestEditionOnlyAndTakeItBack() {
        resident("k-edition", "370215006000", "k-edition-1");
        String notice = id();
        town.hearsOf("notices", Happened.notice("published", notice, false, "370215006000", "停水"));
        town.outcomes("k-edition");
        String token = token("k-edition");
        town.hearsOf("notices", Happened.notice("updated", notice, false, "370215006000", "停水延长"));
        assertThat(town.titles("k-edition")).containsExactly("通知有更新");
        Reply changes =
                town.get(Town.resident("k-edition"), "/api/v1/inbox/changes?since=" + token);
        assertThat(changes.body().path("items")).hasSize(1);
        assertThat(changes.body().path("gone")).hasSize(1);
        town.hearsOf(
                "notices", Happened.notice("withdrawn", notice, false, "370215006000", "停水延长"));
        assertThat(town.titles("k-edition")).containsExactly("通知已撤回");
        town.outcomes("k-edition");
        assertThat(
                        town.firebase.sentTo("k-edition-1").stream()
                                .map(FakeFirebase.Sent::tag)
                                .distinct())
                .hasSize(1);
    }

    @Test
    void keepWhatReadersDoWithABroadcast() {
        resident("k-reader", "370215007000", "k-reader-1");
        town.hearsOf("notices", Happened.notice("published", id(), false, "370215007000", "修路"));
        String me = Town.resident("k-reader");
        Reply page = town.get(me, "/api/v1/inbox?unread=true");
        assertThat(page.body().path("unread").asInt()).isEqualTo(1);
        String item = page.body().at("/items/0/id").asString();
        String since = page.body().path("changes").asString();

        Reply read = mark(me, item, "\"v1\"", "{\"read\":true}");
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.etag()).isEqualTo("\"v2\"");
        assertThat(mark(me, item, "\"v1\"", "{\"read\":false}").code()).isEqualTo("STALE_VERSION");
        assertThat(town.get(me, "/api/v1/inbox").body().path("unread").asInt()).isZero();
        assertThat(
                        town.get(me, "/api/v1/inbox/changes?since=" + since)
                                .body()
                                .at("/items/0/readAt")
                                .isMissingNode())
                .isFalse();
        assertThat(mark(me, item, "*", "{\"archived\":true}").status()).isEqualTo(200);
        assertThat(town.titles("k-reader")).isEmpty();
        assertThat(town.get(me, "/api/v1/inbox?archived=true").body().path("items")).hasSize(1);
        assertThat(mark(Town.resident("k-stranger"), item, "*", "{\"read\":true}").code())
                .isEqualTo("MESSAGE_NOT_FOUND");
    }

    @Test
    void sendAnEmergencyByTopicAndDirectlyToWhoeverDoesNotFollowIt() {
        resident("k-follows", "370285001000", "k-follows-1");
        town.send(
                Town.resident("k-follows"),
                "PUT",
                "/api/v1/devices/phone-0001",
                "{\"provider\":\"FCM\",\"addressKind\":\"FCM_TOKEN\",\"address\":\"k-follows-1\","
                        + "\"followsAlerts\":true}");
        resident("k-direct", "370285001000", "k-direct-1");
        town.hearsOf("notices", Happened.notice("published", id(), true, "370285", "危化品泄漏"));

        assertThat(town.outcomes("k-direct")).containsExactly("ACCEPTED");
        assertThat(town.outcomes("k-follows")).containsExactly("SKIPPED:BY_TOPIC");
        await().atMost(Town.SOON).until(() -> topics("d-370285-alert").size() == 1);
        await().atMost(Town.SOON).until(() -> topics("d-370285-alert-en").size() == 1);
        assertThat(topics("d-370285-alert-en").getFirst().text()).isEqualTo("About 危化品泄漏");
        assertThat(topics("d-370285-alert").getFirst().tag())
                .isEqualTo(town.firebase.sentTo("k-direct-1").getFirst().tag());
        assertThat(town.firebase.sentTo("k-follows-1")).isEmpty();
    }

    @Test
    void needTwoPersonsForAnEmergency() {
        resident("k-two", "370283001000", "k-two-1");
        Reply proposed = propose(writer, true, "370283001000", "");
        assertThat(proposed.status()).isEqualTo(201);
        String one = PATH + "/" + proposed.body().path("id").asString();
        assertThat(proposed.body().path("state").asString()).isEqualTo("PROPOSED");
        assertThat(town.titles("k-two")).isEmpty();
        assertThat(approve(writer, one).code()).isEqualTo("NEEDS_A_SECOND_PERSON");
        assertThat(approve(Town.staff("s-clerk", Role.CLERK), one).status()).isEqualTo(403);

        assertThat(approve(second, one).status()).isEqualTo(200);
        assertThat(town.titles("k-two")).containsExactly("演练");
        assertThat(town.outcomes("k-two")).containsExactly("ACCEPTED");
        assertThat(approve(second, one).code()).isEqualTo("CAMPAIGN_STATE_FORBIDS");
        Reply result = town.get(writer, one);
        assertThat(result.body().at("/progress/accepted").asInt()).isEqualTo(1);
        assertThat(result.body().at("/campaign/residents").asInt()).isEqualTo(1);
        assertThat(result.body().at("/campaign/approver").asString()).isEqualTo("s-second");
    }

    @Test
    void goAtTheWantedPaceAndStopWhenTheyAreCancelled() {
        for (int n = 1; n <= 4; n++) {
            resident("k-pace-" + n, "370281001000", "k-pace-" + n);
        }
        // One in a hundred seconds would be slower than any test waits.
        Reply proposed = propose(writer, false, "370281001000", ",\"perSecond\":1");
        String one = PATH + "/" + proposed.body().path("id").asString();
        await().atMost(Town.SOON)
                .until(() ->
                        town.get(writer, one)
                                .body()
                                .at("/campaign/state")
                                .asString()
                                .equals("DONE"));
        assertThat(
                        town.place.count(
                                "SELECT extract(epoch FROM max(not_before) - min(not_before))::int"
                                        + " FROM delivery WHERE resident LIKE 'k-pace-%'"))
                .isBetween(2L, 3L);
        Reply cancelled = town.send(writer, "DELETE", one, "");
        assertThat(cancelled.body().path("state").asString()).isEqualTo("CANCELLED");
        assertThat(town.send(writer, "DELETE", one, "").status()).isEqualTo(200);
        assertThat(town.titles("k-pace-4")).isEmpty();
        assertThat(town.outcomes("k-pace-4")).containsExactly("SUPERSEDED:CANCELLED");
    }

    @Test
    void waitForTheirTimeAndRunOnceOrNotAtAll() {
        resident("k-later", "370215003000", "k-later-1");
        String startAt = ",\"startAt\":\"" + Instant.now().plusSeconds(120) + "\"";
        String later = id(propose(writer, false, "370215003000", startAt));
        String over = id(propose(writer, false, "370215003000", startAt));
        String cancelled = id(propose(writer, false, "370215003000", startAt));
        assertThat(state(later)).isEqualTo("SCHEDULED");
        assertThat(town.titles("k-later")).isEmpty();
        town.send(writer, "DELETE", PATH + "/" + cancelled, "");

        // As after a downtime: their time came while nobody ran, and one is of no more use.
        town.place.execute(
                "UPDATE campaign SET starts_at = now() - interval '1 hour', proposal = CASE id WHEN"
                        + " '"
                        + over
                        + "' THEN jsonb_set(proposal, '{validUntil}', to_jsonb(now() - interval '1"
                        + " minute')) ELSE proposal END WHERE starts_at > now()");

        await().atMost(Town.SOON).until(() -> town.titles("k-later").size() == 1);
        await().atMost(Town.SOON).until(() -> state(later).equals("DONE"));
        await().atMost(Town.SOON).until(() -> state(over).equals("CANCELLED"));
        assertThat(state(cancelled)).isEqualTo("CANCELLED");
        assertThat(town.outcomes("k-later")).containsExactly("ACCEPTED");
        assertThat(town.firebase.sentTo("k-later-1")).hasSize(1);
    }

    private static String id(Reply proposed) {
        return proposed.body().path("id").asString();
    }

    private static String state(String campaign) {
        return town.get(writer, PATH + "/" + campaign).body().at("/campaign/state").asString();
    }

    @Test
    void refuseWhatMakesNoSense() {
        assertThat(propose(writer, false, "379999", "").code()).isEqualTo("AUDIENCE_UNKNOWN");
        assertThat(
                        town.send(
                                        writer,
                                        "POST",
                                        PATH,
                                        body(false, "370202", Instant.now().minusSeconds(5), ""),
                                        "Idempotency-Key",
                                        Town.key())
                                .code())
                .isEqualTo("VALIDITY_IS_OVER");
        // It would be over before it begins.
        assertThat(
                        propose(
                                        writer,
                                        false,
                                        "370202",
                                        ",\"startAt\":\""
                                                + Instant.now().plusSeconds(99_999_999)
                                                + "\"")
                                .code())
                .isEqualTo("VALIDITY_IS_OVER");
        assertThat(town.get(writer, PATH + "/" + UUID.randomUUID()).code())
                .isEqualTo("CAMPAIGN_NOT_FOUND");
        assertThat(town.get(Town.resident("k-nosy"), PATH).status()).isIn(401, 403);
    }

    @Test
    void goOnWhereACrashLeftThem() {
        resident("k-crash", "370212001000", "k-crash-1");
        town.hearsOf("notices", Happened.notice("published", id(), false, "370212001000", "停气"));
        town.outcomes("k-crash");
        // As if the process had died after its deliveries were written and before it knew.
        town.place.execute(
                "UPDATE campaign SET state = 'RUNNING', fanned_to = '' WHERE broadcast IN (SELECT"
                        + " message FROM delivery WHERE resident = 'k-crash')");
        await().atMost(Town.SOON)
                .until(() ->
                        town.place.count("SELECT count(*) FROM campaign WHERE state = 'RUNNING'")
                                == 0);
        assertThat(town.outcomes("k-crash")).containsExactly("ACCEPTED");
        assertThat(town.firebase.sentTo("k-crash-1")).hasSize(1);
    }

    @Test
    void tellOfHallsAndPilotsInTheDistrict() {
        resident("k-district", "370213001000", "k-district-1");
        town.hearsOf(
                "appointments",
                Happened.of(
                        "hall.closed",
                        "licang",
                        Map.of(
                                "closureId", id(),
                                "hall", "licang",
                                "district", "370213",
                                "from", "2030-01-02",
                                "until", "2030-01-03")));
        town.hearsOf(
                "pilots",
                Happened.of(
                        "pilot.stopped",
                        "p-1",
                        Map.of(
                                "pilotId",
                                id(),
                                "scenario",
                                "newborn",
                                "district",
                                "370213",
                                "state",
                                "STOPPED",
                                "opensOn",
                                "2026-01-01",
                                "share",
                                100,
                                "groups",
                                List.of(),
                                "channels",
                                List.of())));
        assertThat(town.titles("k-district")).containsExactly("数字化试点已停止", "政务服务大厅暂停服务");
    }

    @Test
    void askForAFullReadWhenThePlacesOrTheTokenAreOthers() {
        resident("k-moves", "370202001000", "k-moves-1");
        String since = token("k-moves");
        town.hearsOf("residents", Happened.places("k-moves", "370202002000"));
        String path = "/api/v1/inbox/changes?since=";
        assertThat(town.get(Town.resident("k-moves"), path + since).code())
                .isEqualTo("CHANGES_NOT_KNOWN");
        assertThat(town.get(Town.resident("k-moves"), path + "nonsense").code())
                .isEqualTo("INVALID_CURSOR");
        assertThat(town.get(Town.resident("k-moves"), path + token("k-moves")).status())
                .isEqualTo(200);
    }

    private static void resident(String id, String division, String token) {
        town.hearsOf("residents", Happened.places(id, division));
        town.registers(id, "phone-0001", token);
    }

    private static List<FakeFirebase.Sent> topics(String topic) {
        return town.firebase.all().stream()
                .filter(sent -> sent.message().path("topic").asString("").equals(topic))
                .toList();
    }

    private static String token(String resident) {
        return town.get(Town.resident(resident), "/api/v1/inbox").body().path("changes").asString();
    }

    private static Reply mark(String reader, String item, String seen, String body) {
        return town.send(reader, "PATCH", "/api/v1/inbox/" + item, body, "If-Match", seen);
    }

    private static Reply propose(String staff, boolean emergency, String division, String more) {
        return town.send(
                staff,
                "POST",
                PATH,
                body(emergency, division, Instant.now().plusSeconds(3600), more),
                "Idempotency-Key",
                Town.key());
    }

    private static String body(boolean emergency, String division, Instant until, String more) {
        return """
        {"emergency":%s,"titles":{"zhHans":"演练"},"texts":{"zhHans":"这是一次演练。","en":"A drill."},
         "divisions":["%s"],"topics":[],"groups":[],"validUntil":"%s"%s}
        """
                .formatted(emergency, division, until, more);
    }

    private static Reply approve(String staff, String campaign) {
        return town.send(staff, "POST", campaign + "/approval", "", "Idempotency-Key", Town.key());
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }
}
