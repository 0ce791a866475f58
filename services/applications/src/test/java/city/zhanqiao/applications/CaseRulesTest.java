package city.zhanqiao.applications;

import static city.zhanqiao.applications.City.act;
import static city.zhanqiao.applications.City.draft;
import static city.zhanqiao.applications.City.fillIn;
import static city.zhanqiao.applications.City.get;
import static city.zhanqiao.applications.City.own;
import static city.zhanqiao.applications.City.resident;
import static city.zhanqiao.applications.City.state;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.applications.City.Reply;
import city.zhanqiao.city.identity.Role;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;

import java.time.Duration;

/** Every guard of the life cycle with its refusal, through HTTP. */
class CaseRulesTest {

    static final String MISSING =
            "{\"missing\":[{\"about\":\"site-plan\",\"what\":\"缺少比例尺\"},{\"about\":\"phone\",\"what\":\"号码停机\"}]}";
    private static final String APPROVE = "{\"decision\":\"APPROVE\"}";

    @AfterEach
    void resetTime() {
        City.CLOCK.reset();
    }

    @Test
    void tellsEverythingMissingOnceAndNeverAgain() {
        String id = submitted("r-once");
        Reply asked = act(clerk(), id, "correction-request", MISSING);
        assertThat(asked.text("/due/of")).isEqualTo("CORRECTION");
        assertThat(get(resident("r-once"), "/api/v1/applications/" + id).body().path("corrections"))
                .hasSize(2);
        assertThat(act(clerk(), id, "correction-request", MISSING).code())
                .isEqualTo("STATE_DOES_NOT_ALLOW");

        assertThat(own(resident("r-once"), id, "correction", "").text("/state"))
                .isEqualTo("SUBMITTED");
        assertThat(act(clerk(), id, "correction-request", MISSING).code())
                .isEqualTo("CORRECTION_ALREADY_REQUESTED");
        assertThat(act(clerk(), id, "correction-request", "{\"missing\":[]}").code())
                .isEqualTo("INVALID_CONTENT");
        assertThat(
                        City.PLACE.count(
                                "SELECT count(*) FROM event WHERE subject = '"
                                        + id
                                        + "' AND type LIKE '%correct%'"))
                .isEqualTo(2);
    }

    @Test
    void doesNotAcceptWithoutNamingTheRightAgency() {
        String id = submitted("r-other-agency");
        assertThat(
                        act(
                                        clerk(),
                                        id,
                                        "rejection",
                                        "{\"code\":\"NOT_OUR_POWER\",\"reason\":\"不属于本机关职权\"}")
                                .code())
                .isEqualTo("AGENCY_MISSING");
        assertThat(
                        act(
                                        clerk(),
                                        id,
                                        "rejection",
                                        "{\"code\":\"NOT_OUR_POWER\",\"reason\":\"不属于本机关职权\",\"agency\":\"transport\"}")
                                .text("/state"))
                .isEqualTo("NOT_ACCEPTED");
        assertThat(act(clerk(), id, "acceptance", "").code()).isEqualTo("STATE_DOES_NOT_ALLOW");
    }

    @Test
    void issuesNothingWhilePromisedPapersAreOpen() {
        String id = drafted("r-promise");
        City.supply(resident("r-promise"), id, "traffic-plan");
        String far = day(40);
        assertThat(
                        own(resident("r-promise"), id, "submission", promise("traffic-plan", far))
                                .code())
                .isEqualTo("PROMISE_NOT_ALLOWED");
        assertThat(
                        own(resident("r-promise"), id, "submission", promise("site-plan", day(4)))
                                .code())
                .isEqualTo("PROMISE_NOT_ALLOWED");
        assertThat(
                        own(
                                        resident("r-promise"),
                                        id,
                                        "submission",
                                        promise("traffic-plan", day(4)))
                                .status())
                .isEqualTo(200);
        act(clerk(), id, "acceptance", "");
        assertThat(
                        City.PLACE.texts(
                                "SELECT act FROM application_step WHERE application = '"
                                        + id
                                        + "' ORDER BY version"))
                .endsWith("ACCEPT_CONDITIONALLY");
        reviewed(id);
        act(decider(), id, "decision", APPROVE);

        assertThat(act(clerk(), id, "issuance", "").code()).isEqualTo("PAPERS_OPEN");
        assertThat(act(clerk(), id, "supplement", "{\"papers\":[\"site-plan\"]}").code())
                .isEqualTo("PAPER_NOT_PROMISED");
        assertThat(act(clerk(), id, "supplement", "{\"papers\":[\"traffic-plan\"]}").status())
                .isEqualTo(200);
        assertThat(act(clerk(), id, "issuance", "").text("/state")).isEqualTo("ISSUED");
        assertThat(
                        act(
                                        clerk(),
                                        id,
                                        "delivery",
                                        "{\"way\":\"POST\",\"tracking\":\"EX000000001\"}")
                                .text("/state"))
                .isEqualTo("DELIVERED");
    }

    @ParameterizedTest
    @CsvSource({
        "HEARING,200",
        "TENDER,200",
        "AUCTION,200",
        "INSPECTION,200",
        "TESTING,200",
        "QUARANTINE,200",
        "APPRAISAL,200",
        "EXPERT_REVIEW,200",
        "SITE_VISIT,422",
        "CORRECTION_REQUESTED,422",
        "FINISHED,422"
    })
    void stopsTheClocksForTheEightLawfulReasonsOnly(String reason, int status) {
        String id = accepted("r-stop-" + reason);
        act(reviewer(), id, "review", "");
        Reply stopped =
                act(
                        reviewer(),
                        id,
                        "suspension",
                        "{\"reason\":\"%s\",\"plannedDays\":3,\"told\":\"已告知\"}".formatted(reason));
        assertThat(stopped.status()).isEqualTo(status);
        if (status == 200) {
            assertThat(act(decider(), id, "decision", APPROVE).code())
                    .isEqualTo("STATE_DOES_NOT_ALLOW");
            assertThat(
                            stopped.body().path("due").isMissingNode()
                                    || stopped.body().path("due").isNull())
                    .isTrue();
            later(10);
            runTimers();
            assertThat(state(id)).isEqualTo("UNDER_REVIEW");
        } else {
            assertThat(stopped.code()).isEqualTo("NO_LAWFUL_STOP");
        }
    }

    @Test
    void extendsOnceBeforeTheLimitEndsAndNotByTheReviewer() {
        String id = accepted("r-extend");
        String both = City.staff("s-both", "urban-management", Role.REVIEWER, Role.HEAD);
        act(both, id, "review", "");
        String why = "{\"reason\":\"案情复杂\"}";
        assertThat(act(both, id, "extension", why).code()).isEqualTo("HEAD_REVIEWED_CASE");
        assertThat(act(clerk(), id, "extension", why).status()).isEqualTo(403);
        assertThat(act(head(), id, "extension", why).status()).isEqualTo(200);
        JsonNode clocks =
                get(resident("r-extend"), "/api/v1/applications/" + id).body().path("clocks");
        assertThat(
                        clocks.valueStream()
                                .filter(one -> one.path("clock").asString().equals("STATUTORY"))
                                .findFirst()
                                .orElseThrow()
                                .path("limit")
                                .asInt())
                .isEqualTo(30);
        assertThat(
                        clocks.valueStream()
                                .filter(one -> one.path("clock").asString().equals("PROMISE"))
                                .findFirst()
                                .orElseThrow()
                                .path("limit")
                                .asInt())
                .isEqualTo(5);
        assertThat(act(head(), id, "extension", why).code()).isEqualTo("ALREADY_EXTENDED");

        String late = accepted("r-extend-late");
        later(60);
        assertThat(act(head(), late, "extension", why).code()).isEqualTo("EXTENSION_TOO_LATE");
    }

    @Test
    void wantsTwoOfficersForASubstantiveCheckAndAnotherDecider() {
        String id = accepted("r-two");
        act(reviewer(), id, "review", "");
        assertThat(act(decider(), id, "decision", APPROVE).code())
                .isEqualTo("SECOND_OFFICER_MISSING");
        assertThat(act(reviewer(), id, "second-check", "").code()).isEqualTo("SAME_OFFICER");
        assertThat(
                        act(
                                        City.staff("s-rev2", "urban-management", Role.REVIEWER),
                                        id,
                                        "second-check",
                                        "")
                                .status())
                .isEqualTo(200);
        assertThat(
                        act(
                                        City.staff("s-clerk", "urban-management", Role.DECIDER),
                                        id,
                                        "decision",
                                        APPROVE)
                                .code())
                .isEqualTo("DECIDER_TOOK_CASE_IN");
        assertThat(act(decider(), id, "decision", APPROVE).status()).isEqualTo(200);
        assertThat(own(resident("r-two"), id, "withdrawal", "").code())
                .isEqualTo("STATE_DOES_NOT_ALLOW");
    }

    @Test
    void withdrawsAnyTimeBeforeTheDecision() {
        String id = accepted("r-withdraw");
        assertThat(own(resident("r-stranger"), id, "withdrawal", "").status()).isEqualTo(404);
        assertThat(own(resident("r-withdraw"), id, "withdrawal", "").text("/state"))
                .isEqualTo("WITHDRAWN");
        assertThat(act(reviewer(), id, "review", "").code()).isEqualTo("STATE_DOES_NOT_ALLOW");
    }

    @Test
    void handsACaseToTheCompetentDepartment() {
        String id = submitted("r-transfer");
        assertThat(act(clerk(), id, "transfer", "{\"department\":\"nowhere\"}").code())
                .isEqualTo("DEPARTMENT_UNKNOWN");
        assertThat(act(clerk(), id, "transfer", "{\"department\":\"transport\"}").status())
                .isEqualTo(200);
        assertThat(act(clerk(), id, "acceptance", "").status()).isEqualTo(404);
        assertThat(act(City.staff("s-t", "transport", Role.CLERK), id, "acceptance", "").status())
                .isEqualTo(200);
    }

    @Test
    void listsByColourAndReceipt() {
        String id = submitted("r-colour");
        later(20);
        runTimers();
        String receipt =
                City.PLACE
                        .texts("SELECT receipt FROM application WHERE id = '" + id + "'")
                        .getFirst();
        assertThat(inbox("colour=RED&receipt=" + receipt)).hasSize(1);
        assertThat(city.zhanqiao.applications.casework.Timers.open(City.SERVICE, "RED"))
                .isEqualTo(
                        (double)
                                City.PLACE.count(
                                        "SELECT count(*) FROM application WHERE state <> 'DRAFT'"
                                                + " AND ended_at IS NULL AND due_on < DATE '"
                                                + day(0)
                                                + "'"))
                .isPositive();
        assertThat(inbox("colour=GREEN&receipt=" + receipt)).isEmpty();
        assertThat(inbox("colour=YELLOW&receipt=" + receipt)).isEmpty();
        City.CLOCK.set(
                City.CLOCK
                        .instant()
                        .plus(
                                Duration.ofDays(
                                        City.PLACE.count(
                                                "SELECT due_on - DATE '%s' FROM application WHERE id = '%s'"
                                                        .formatted(day(0), id)))));
        assertThat(inbox("colour=YELLOW&receipt=" + receipt)).hasSize(1);
        assertThat(inbox("colour=RED&receipt=" + receipt)).isEmpty();
        assertThat(get(clerk(), "/admin/v1/applications?colour=BLUE").status()).isEqualTo(400);
    }

    private static JsonNode inbox(String query) {
        return get(clerk(), "/admin/v1/applications?" + query).body().path("items");
    }

    static String drafted(String who) {
        String resident = resident(who);
        String id = draft(resident, "item", "road-occupation", "").id();
        JsonNode schema = get("", "/open/v1/items/road-occupation").body().path("form");
        assertThat(fillIn(resident, id, SampleForm.of(schema).toString()).status()).isEqualTo(200);
        return id;
    }

    static String submitted(String who) {
        String id = drafted(who);
        City.supply(resident(who), id);
        assertThat(own(resident(who), id, "submission", "").status()).isEqualTo(200);
        return id;
    }

    static String accepted(String who) {
        String id = submitted(who);
        assertThat(act(clerk(), id, "acceptance", "").status()).isEqualTo(200);
        return id;
    }

    static void reviewed(String id) {
        act(reviewer(), id, "review", "");
        act(City.staff("s-rev2", "urban-management", Role.REVIEWER), id, "second-check", "");
    }

    static void later(int days) {
        City.CLOCK.set(City.CLOCK.instant().plus(Duration.ofDays(days)));
    }

    static String day(int ahead) {
        return java.time.LocalDate.ofInstant(
                        City.CLOCK.instant(), java.time.ZoneId.of("Asia/Shanghai"))
                .plusDays(ahead)
                .toString();
    }

    private static String promise(String paper, String until) {
        return "{\"promise\":{\"papers\":[\"%s\"],\"until\":\"%s\"}}".formatted(paper, until);
    }

    private static void runTimers() {
        City.runTimers();
    }

    static String clerk() {
        return City.staff("s-clerk", "urban-management", Role.CLERK);
    }

    static String reviewer() {
        return City.staff("s-rev", "urban-management", Role.REVIEWER);
    }

    private static String decider() {
        return City.staff("s-dec", "urban-management", Role.DECIDER);
    }

    private static String head() {
        return City.staff("s-head", "urban-management", Role.HEAD);
    }
}
