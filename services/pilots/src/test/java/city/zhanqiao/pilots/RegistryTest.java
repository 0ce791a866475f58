package city.zhanqiao.pilots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import city.zhanqiao.city.identity.Role;
import city.zhanqiao.pilots.PilotsCity.Reply;
import city.zhanqiao.web.test.ProblemTexts;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** The registry from the seed to the stop. */
class RegistryTest {

    private static final String PAN = PilotsCity.office("s-pan");
    private static final String LU = PilotsCity.office("s-lu");
    private static final String TODAY = SharedCity.TODAY;
    private static final String REASON = "\"reason\":\"按评估结果\",\"paper\":\"试点办〔2026〕1号\"";
    private static final PilotsCity city = SharedCity.CITY;

    @BeforeEach
    void setTheClock() {
        city.moveClockTo(TODAY);
    }

    @Test
    void opensTheSecondRoundTodayAndShowsTheFirstAsEnded() {
        JsonNode here = city.get("", "/open/v1/scenarios?division=370202001000").body();
        assertThat(scenario(here, "item:residence-permit").at("/here/open").asBoolean()).isTrue();
        assertThat(
                        scenario(here, "item:residence-permit")
                                .path("places")
                                .valueStream()
                                .map(place -> place.path("district").asString()))
                .containsExactly("370202", "370211", "370212");

        JsonNode elsewhere = city.get("", "/open/v1/scenarios?division=370203").body();
        assertThat(scenario(elsewhere, "item:elder-card").at("/here/open").asBoolean(true))
                .isFalse();
        assertThat(
                        city.database()
                                .count(
                                        "SELECT count(*) FROM pilot WHERE batch = '2022-1' AND"
                                                + " opens_on = '2022-05-23' AND closes_on ="
                                                + " '2023-11-30'"))
                .isEqualTo(9);
        assertThat(
                        city.database()
                                .texts(
                                        "SELECT concat_ws(' ', code, mid_term_on, final_on) FROM"
                                                + " batch ORDER BY code"))
                .containsExactly("2022-1 2022-11-30 2023-11-30", "2026-2 2026-11-30 2027-11-30");
        assertThat(
                        city.get(PAN, "/admin/v1/pilots?district=370202&limit=100")
                                .body()
                                .path("items")
                                .valueStream()
                                .map(pilot -> pilot.path("phase").asString()))
                .contains("ENDED", "OPEN");
    }

    @Test
    void tellsTheOthersOfEachSeededPilotOnceWhateverTheRestarts() {
        String opened = "SELECT count(*) FROM event WHERE type = 'city.zhanqiao.pilot.opened.v1'";
        long pilots = city.database().count("SELECT count(*) FROM pilot WHERE seed IS NOT NULL");
        long before = city.database().count(opened);

        city.restart();

        assertThat(city.database().count(opened)).isEqualTo(before).isGreaterThanOrEqualTo(pilots);
        assertThat(city.database().count("SELECT count(*) FROM pilot WHERE seed IS NOT NULL"))
                .isEqualTo(pilots);
        assertThat(
                        city.database()
                                .texts(
                                        "SELECT data::text FROM event WHERE data ->> 'scenario' ="
                                                + " 'item:social-card' AND data ->> 'district' ="
                                                + " '370202' AND data ->> 'opensOn' ="
                                                + " '2026-01-01' ORDER BY id LIMIT 1")
                                .getFirst())
                .contains("\"share\": 100", "\"state\": \"PILOT\"", "\"closesOn\": \"2027-12-31\"");
    }

    @Test
    void stopsAPilotByTwoPeopleAndTellsEverybody() {
        String id = pilot("item:elder-card", "370211");
        Reply proposed = city.post(PAN, path(id, "stop"), 1, "{" + REASON + "}");
        assertThat(proposed.status()).isEqualTo(200);
        assertThat(proposed.body().path("state").asString()).isEqualTo("PILOT");
        String move = move(proposed);

        assertThat(approve(PAN, id, move, 2).code()).isEqualTo("APPROVER_IS_AUTHOR");
        Reply stopped = approve(LU, id, move, 2);

        assertThat(stopped.body().path("state").asString()).isEqualTo("STOPPED");
        JsonNode last = stopped.body().path("moves").get(1);
        assertThat(last.path("author").asString()).isEqualTo("s-pan");
        assertThat(last.path("approver").asString()).isEqualTo("s-lu");
        assertThat(last.path("paper").asString()).isEqualTo("试点办〔2026〕1号");
        assertThat(
                        city.database()
                                .texts(
                                        "SELECT data ->> 'state' FROM event WHERE type ="
                                            + " 'city.zhanqiao.pilot.stopped.v1' AND subject = '"
                                                + id
                                                + "'"))
                .containsExactly("STOPPED");
        assertThat(
                        city.database()
                                .texts(
                                        "SELECT actor || ' ' || action FROM audit WHERE subject ="
                                                + " '"
                                                + id
                                                + "' ORDER BY id"))
                .containsExactly("s-pan pilot.propose-stop", "s-lu pilot.approve");
        JsonNode there = city.get("", "/open/v1/scenarios?division=370211").body();
        assertThat(scenario(there, "item:elder-card").at("/here/open").asBoolean(true)).isFalse();
        assertThat(city.post(PAN, path(id, "adjustment"), 3, "{" + REASON + "}").code())
                .isEqualTo("PILOT_STATE_DOES_NOT_ALLOW");
    }

    @Test
    void adjustsFromADayOnAndNotBefore() {
        String id = pilot("item:residence-permit", "370212");
        Reply proposed =
                city.post(
                        PAN,
                        path(id, "adjustment"),
                        1,
                        "{%s,\"effectiveOn\":\"2026-12-01\",\"terms\":%s}"
                                .formatted(REASON, terms("2026-01-01", "2027-06-30", 40)));
        assertThat(approve(LU, id, move(proposed), 2).body().at("/terms/share").asInt())
                .isEqualTo(100);

        city.moveClockTo("2026-12-01T02:00:00Z");
        city.restart();

        await().untilAsserted(() -> {
            JsonNode now = city.get(PAN, "/admin/v1/pilots/" + id).body();
            assertThat(now.path("state").asString()).isEqualTo("ADJUSTED");
            assertThat(now.at("/terms/share").asInt()).isEqualTo(40);
            assertThat(now.at("/moves/1/status").asString()).isEqualTo("DONE");
        });
        assertThat(
                        city.database()
                                .texts(
                                        "SELECT data ->> 'share' FROM event WHERE type ="
                                            + " 'city.zhanqiao.pilot.adjusted.v1' AND subject = '"
                                                + id
                                                + "'"))
                .containsExactly("40");
    }

    @Test
    void expandsOnlyToWiderTerms() {
        String id = pilot("item:residence-permit", "370202");
        assertThat(
                        city.post(
                                        PAN,
                                        path(id, "expansion"),
                                        1,
                                        "{%s,\"terms\":%s}"
                                                .formatted(
                                                        REASON,
                                                        terms("2026-01-01", "2027-06-30", 100)))
                                .code())
                .isEqualTo("EXPANSION_NARROWS");
        Reply proposed =
                city.post(
                        PAN,
                        path(id, "expansion"),
                        1,
                        "{%s,\"terms\":%s}"
                                .formatted(REASON, terms("2026-01-01", "2030-12-31", 100)));

        Reply expanded = approve(LU, id, move(proposed), 2);

        assertThat(expanded.body().path("state").asString()).isEqualTo("EXPANDED");
        assertThat(expanded.body().at("/terms/closesOn").asString()).isEqualTo("2030-12-31");
    }

    @Test
    void refusesBadTermsAndMovesWithoutReason() {
        String id = pilot("item:social-card", "370211");
        assertThat(city.post(PAN, path(id, "stop"), 1, "{\"paper\":\"x\"}").code())
                .isEqualTo("INVALID_CONTENT");
        assertThat(
                        city.post(PAN, path(id, "stop"), 1, "{\"reason\":\" \",\"paper\":\"x\"}")
                                .status())
                .isEqualTo(422);
        Reply share = adjust(id, terms("2026-01-01", "2027-06-30", 101));
        assertThat(share.code()).isEqualTo("INVALID_CONTENT");
        assertThat(share.body().at("/errors/0/pointer").asString()).isEqualTo("/terms/share");
        assertThat(adjust(id, terms("2026-01-01", "2025-06-30", 10)).code())
                .isEqualTo("WINDOW_REVERSED");
        assertThat(adjust(id, terms("2022-06-01", "2027-06-30", 10)).status()).isEqualTo(200);
        Reply pending = city.get(PAN, "/admin/v1/pilots/" + id);
        assertThat(approve(LU, id, move(pending), pending.version()).code())
                .isEqualTo("PILOT_OVERLAPS");
        assertThat(
                        city.post(
                                        PAN,
                                        path(id, "adjustment"),
                                        2,
                                        "{%s,\"effectiveOn\":\"2026-11-23\"}".formatted(REASON))
                                .code())
                .isEqualTo("EFFECTIVE_DATE_PAST");
        assertThat(city.post(PAN, path(id, "adjustment"), 2, "{" + REASON + "}").code())
                .isEqualTo("MOVE_PENDING");
        Reply withdrawn =
                city.post(
                        PAN,
                        path(id, "moves/" + move(pending) + "/rejection"),
                        2,
                        "{\"note\":\"撤回\"}");
        assertThat(withdrawn.body().at("/moves/1/status").asString()).isEqualTo("REJECTED");
        assertThat(approve(LU, id, move(pending), 3).code()).isEqualTo("MOVE_ALREADY_DECIDED");
        assertThat(approve(LU, id, UUID.randomUUID().toString(), 3).code())
                .isEqualTo("MOVE_NOT_FOUND");
    }

    @Test
    void letsOneOfTwentyApproversDecide() throws Exception {
        String id = pilot("item:elder-card", "370212");
        Reply proposed = city.post(PAN, path(id, "stop"), 1, "{" + REASON + "}");
        String move = move(proposed);
        try (ExecutorService twenty = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Reply>> running =
                    IntStream.range(0, 20)
                            .mapToObj(n ->
                                    twenty.submit(() ->
                                            approve(PilotsCity.office("s-" + n), id, move, 2)))
                            .toList();
            int done = 0;
            for (Future<Reply> one : running) {
                done += one.get().status() == 200 ? 1 : 0;
                assertThat(one.get().status()).isIn(200, 409, 412);
            }
            assertThat(done).isOne();
        }
        assertThat(
                        city.database()
                                .count(
                                        "SELECT count(*) FROM event WHERE type ="
                                            + " 'city.zhanqiao.pilot.stopped.v1' AND subject = '"
                                                + id
                                                + "'"))
                .isOne();
    }

    @Test
    void showsAPilotToNobodyWhoHasNothingToDoWithIt() {
        String id = pilot("item:social-card", "370202");
        assertThat(city.get(PilotsCity.resident("r-1"), "/admin/v1/pilots").status())
                .isEqualTo(401);
        assertThat(
                        city.get(
                                        PilotsCity.staff("s-clerk", Role.CLERK, "370202"),
                                        "/admin/v1/pilots")
                                .status())
                .isEqualTo(403);
        String far = PilotsCity.staff("s-far", Role.PILOT_OFFICE, "370212");
        assertThat(city.get(far, "/admin/v1/pilots/" + id).code()).isEqualTo("PILOT_NOT_FOUND");
        assertThat(city.get(far, "/admin/v1/pilots/" + UUID.randomUUID()).code())
                .isEqualTo("PILOT_NOT_FOUND");
        assertThat(
                        city.get(far, "/admin/v1/pilots?limit=100")
                                .body()
                                .path("items")
                                .valueStream()
                                .map(pilot -> pilot.path("district").asString())
                                .distinct())
                .containsExactly("370212");
        assertThat(city.get("", "/open/v1/scenarios?division=379999").code())
                .isEqualTo("DIVISION_NOT_FOUND");
    }

    @Test
    void needsAKeyAndTheVersionThatWasSeen() {
        String id = pilot("item:social-card", "370212");
        String body = "{" + REASON + "}";
        assertThat(
                        city.send(PAN, "POST", path(id, "stop"), Map.of("If-Match", "\"v1\""), body)
                                .code())
                .isEqualTo("IDEMPOTENCY_KEY_MISSING");
        assertThat(
                        city.send(
                                        PAN,
                                        "POST",
                                        path(id, "stop"),
                                        Map.of("Idempotency-Key", UUID.randomUUID().toString()),
                                        body)
                                .status())
                .isEqualTo(428);
        assertThat(city.post(PAN, path(id, "stop"), 7, body).code()).isEqualTo("STALE_VERSION");
    }

    @Test
    void opensTheHallsAndTheNoticesButNeverAnEmergencyAsAPilot() {
        JsonNode here = city.get("", "/open/v1/scenarios?division=370212").body();
        assertThat(scenario(here, "hall:laoshan-example").at("/here/open").asBoolean()).isTrue();
        assertThat(scenario(here, "hall:civic-centre").at("/here/open").asBoolean(true)).isFalse();
        assertThat(scenario(here, "notices:outage").path("places")).hasSize(10);
        String plan =
                """
                {%s,"scenario":"%s","title":"示例","titleEn":"Example","department":"government-office",
                 "district":"370202","terms":%s}
                """;
        String half = terms("2029-01-01", "2029-06-30", 50);
        assertThat(create(plan.formatted(REASON, "notices:policy", half)).code())
                .isEqualTo("TERMS_NOT_FOR_SOME");
        assertThat(create(plan.formatted(REASON, "notices:emergency", half)).code())
                .isEqualTo("SCENARIO_NEVER_A_PILOT");
        assertThat(adjust(pilot("notices:policy", "370203"), half).code())
                .isEqualTo("TERMS_NOT_FOR_SOME");
    }

    private static Reply create(String body) {
        return city.send(
                PAN,
                "POST",
                "/admin/v1/pilots",
                Map.of("Idempotency-Key", UUID.randomUUID().toString()),
                body);
    }

    @Test
    void hasWordsForEveryProblem() {
        ProblemTexts.assertComplete(PilotsProblem.class);
    }

    private static JsonNode scenario(JsonNode list, String code) {
        return list.path("items")
                .valueStream()
                .filter(one -> one.path("scenario").asString().equals(code))
                .findFirst()
                .orElseThrow();
    }

    /** The pilot of the second round. */
    private static String pilot(String scenario, String district) {
        return city.database()
                .texts(
                        "SELECT id FROM pilot WHERE seed = '2026-2 %s %s'"
                                .formatted(scenario, district))
                .getFirst();
    }

    private static Reply adjust(String id, String terms) {
        return city.post(
                PAN, path(id, "adjustment"), 1, "{%s,\"terms\":%s}".formatted(REASON, terms));
    }

    private static Reply approve(String token, String id, String move, long version) {
        return city.post(token, path(id, "moves/" + move + "/approval"), version, "{}");
    }

    private static String move(Reply proposed) {
        return proposed.body()
                .path("moves")
                .valueStream()
                .reduce((a, b) -> b)
                .orElseThrow()
                .path("id")
                .asString();
    }

    private static String path(String id, String act) {
        return "/admin/v1/pilots/" + id + "/" + act;
    }

    private static String terms(String opensOn, String closesOn, int share) {
        return """
        {"opensOn":"%s","closesOn":"%s","share":%d,"groups":[],"channels":["ONLINE","WINDOW"]}
        """
                .formatted(opensOn, closesOn, share);
    }
}
