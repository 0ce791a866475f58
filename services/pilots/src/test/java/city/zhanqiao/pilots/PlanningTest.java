package city.zhanqiao.pilots;

import static city.zhanqiao.pilots.SharedCity.CITY;
import static city.zhanqiao.pilots.SharedCity.LU;
import static city.zhanqiao.pilots.SharedCity.PAN;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.city.identity.Role;
import city.zhanqiao.pilots.PilotsCity.Reply;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

import java.util.Map;
import java.util.UUID;

/** How pilots begin: as a plan, or as the copy of one that works. */
class PlanningTest {

    private static final String GROUNDS = "\"reason\":\"首批效果良好\",\"paper\":\"试点办〔2026〕2号\"";

    @BeforeEach
    void setTheClock() {
        CITY.moveClockTo(SharedCity.TODAY);
    }

    @Test
    void copiesAPilotThatWorksAsAPlanThatAnotherPersonOpens() {
        String model = pilot("item:social-card", "370202");
        Reply copied = create(model, "{%s,\"district\":\"370203\"}".formatted(GROUNDS));
        assertThat(copied.status()).isEqualTo(201);
        assertThat(copied.body().path("state").asString()).isEqualTo("PLANNED");
        assertThat(copied.body().path("copiedFrom").asString()).isEqualTo(model);
        assertThat(copied.body().at("/terms/opensOn").asString()).isEqualTo("2026-11-24");
        assertThat(copied.body().at("/terms/closesOn").asString()).isEqualTo("2027-12-31");
        assertThat(copied.body().at("/moves/0/kind").asString()).isEqualTo("REPLICATION");
        assertThat(copied.body().at("/moves/0/author").asString()).isEqualTo("s-pan");
        String id = copied.body().path("id").asString();
        assertThat(copied.headers().get("location")).containsExactly("/admin/v1/pilots/" + id);

        Reply proposed = CITY.post(PAN, path(id, "opening"), 1, "{" + GROUNDS + "}");
        String move = proposed.body().at("/moves/1/id").asString();
        assertThat(CITY.post(PAN, path(id, "moves/" + move + "/approval"), 2, "{}").code())
                .isEqualTo("APPROVER_IS_AUTHOR");
        assertThat(
                        CITY.post(LU, path(id, "moves/" + move + "/approval"), 2, "{}")
                                .body()
                                .path("state")
                                .asString())
                .isEqualTo("PILOT");
        assertThat(
                        CITY.database()
                                .texts(
                                        "SELECT type FROM event WHERE subject = '"
                                                + id
                                                + "' ORDER BY id"))
                .containsExactly("city.zhanqiao.pilot.planned.v1", "city.zhanqiao.pilot.opened.v1");
        assertThat(
                        CITY.get(LU, path(id, "difference"))
                                .body()
                                .path("differences")
                                .valueStream()
                                .map(field -> field.path("field").asString()))
                .containsExactly("district", "opensOn");
    }

    @Test
    void copiesOnlyWhatWorksAndOnlyToAFreePlace() {
        String model = pilot("item:residence-permit", "370202");
        assertThat(create(model, "{%s,\"district\":\"370212\"}".formatted(GROUNDS)).code())
                .isEqualTo("PILOT_OVERLAPS");
        assertThat(create(model, "{%s,\"district\":\"370202001000\"}".formatted(GROUNDS)).code())
                .isEqualTo("DIVISION_NOT_FOUND");
        assertThat(create(model, "{%s,\"district\":\"379999\"}".formatted(GROUNDS)).code())
                .isEqualTo("DIVISION_NOT_FOUND");
        Reply plan = create(model, "{%s,\"district\":\"370213\"}".formatted(GROUNDS));
        String id = plan.body().path("id").asString();
        assertThat(create(id, "{%s,\"district\":\"370214\"}".formatted(GROUNDS)).code())
                .isEqualTo("PILOT_STATE_DOES_NOT_ALLOW");
        assertThat(CITY.get(PAN, path(model, "difference")).code()).isEqualTo("NOTHING_TO_COMPARE");
        assertThat(
                        send(
                                        PilotsCity.staff("s-own", Role.PILOT_OFFICE, "370202"),
                                        path(model, "replication"),
                                        "{%s,\"district\":\"370214\"}".formatted(GROUNDS))
                                .code())
                .isEqualTo("OTHER_DISTRICT");
        assertThat(create(model, "{\"paper\":\"x\",\"district\":\"370214\"}").status())
                .isEqualTo(422);
    }

    @Test
    void plansANewScenarioAndRefusesTermsThatNobodyCanCheck() {
        Reply planned =
                plan(
                        "feature:elder-mode",
                        "government-office",
                        "\"groups\":[\"elders\"],\"quota\":500");
        assertThat(planned.status()).isEqualTo(201);
        assertThat(planned.body().at("/terms/quota").asInt()).isEqualTo(500);
        showsItInTheStartDocumentFromItsDayOnAndNeverAfterTheStop(
                planned.body().path("id").asString());
        Reply groups = plan("feature:other", "government-office", "\"groups\":[\"gamers\"]");
        assertThat(groups.code()).isEqualTo("GROUP_UNKNOWN");
        assertThat(groups.body().at("/errors/0/pointer").asString()).isEqualTo("/terms/groups");
        assertThat(plan("feature:other", "no-such-office", "\"groups\":[]").code())
                .isEqualTo("DEPARTMENT_UNKNOWN");
        assertThat(
                        plan("feature:other", "government-office", "\"groups\":[],\"quota\":0")
                                .body()
                                .at("/errors/0/pointer")
                                .asString())
                .isEqualTo("/terms/quota");
        assertThat(
                        CITY.database()
                                .count(
                                        "SELECT count(*) FROM scenario WHERE code ="
                                                + " 'feature:other'"))
                .isZero();
    }

    private static void showsItInTheStartDocumentFromItsDayOnAndNeverAfterTheStop(String id) {
        assertThat(feature().isMissingNode()).isTrue();
        decide(id, "opening", 1);
        assertThat(feature().path("on").asBoolean(true)).isFalse();
        CITY.moveClockTo("2026-12-02T02:00:00Z");
        assertThat(feature().path("on").asBoolean()).isTrue();
        assertThat(feature().path("share").asInt()).isEqualTo(20);
        assertThat(feature().at("/groups/0").asString()).isEqualTo("elders");
        assertThat(feature().path("lot").asString()).isEqualTo("feature:elder-mode");
        decide(id, "stop", 3);
        assertThat(feature().path("on").asBoolean(true)).isFalse();
        assertThat(feature().path("share").asInt(1)).isZero();
        CITY.moveClockTo(SharedCity.TODAY);
    }

    private static JsonNode feature() {
        return CITY.get("", "/open/v1/start")
                .body()
                .path("flags")
                .valueStream()
                .filter(flag -> flag.path("code").asString().equals("elder-mode"))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    private static void decide(String id, String act, long version) {
        Reply proposed = CITY.post(PAN, path(id, act), version, "{" + GROUNDS + "}");
        String move =
                proposed.body()
                        .path("moves")
                        .valueStream()
                        .reduce((earlier, later) -> later)
                        .orElseThrow()
                        .path("id")
                        .asString();
        assertThat(
                        CITY.post(LU, path(id, "moves/" + move + "/approval"), version + 1, "{}")
                                .status())
                .isEqualTo(200);
    }

    private static Reply plan(String scenario, String department, String terms) {
        return send(
                PAN,
                "/admin/v1/pilots",
                """
                {%s,"scenario":"%s","title":"示例","titleEn":"Example","department":"%s","district":"370202",
                 "terms":{"opensOn":"2026-12-01","closesOn":"2027-12-31","share":20,"channels":["ONLINE"],%s}}
                """
                        .formatted(GROUNDS, scenario, department, terms));
    }

    private static Reply create(String model, String body) {
        return send(PAN, path(model, "replication"), body);
    }

    private static Reply send(String token, String path, String body) {
        return CITY.send(
                token, "POST", path, Map.of("Idempotency-Key", UUID.randomUUID().toString()), body);
    }

    private static String pilot(String scenario, String district) {
        return CITY.database()
                .texts(
                        "SELECT id FROM pilot WHERE seed = '2026-2 %s %s'"
                                .formatted(scenario, district))
                .getFirst();
    }

    private static String path(String id, String act) {
        return "/admin/v1/pilots/" + id + "/" + act;
    }
}
