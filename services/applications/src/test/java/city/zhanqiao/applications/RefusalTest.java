package city.zhanqiao.applications;

import static city.zhanqiao.applications.BundleJourneyTest.member;
import static city.zhanqiao.applications.CatalogueTest.next;
import static city.zhanqiao.applications.CatalogueTest.publisher;
import static city.zhanqiao.applications.City.act;
import static city.zhanqiao.applications.City.draft;
import static city.zhanqiao.applications.City.etag;
import static city.zhanqiao.applications.City.own;
import static city.zhanqiao.applications.City.post;
import static city.zhanqiao.applications.City.resident;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.applications.City.Reply;
import city.zhanqiao.city.identity.Role;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.util.List;

/** What each guard refuses beside the usual course, and that nothing has happened then. */
class RefusalTest {

    private static final String ITEMS = "/admin/v1/items";
    private static final String ROADS = "urban-management";
    private static final String APPROVE = "{\"decision\":\"APPROVE\"}";

    @AfterEach
    void resetTime() {
        City.CLOCK.reset();
    }

    @Test
    void takesACaseOnlyThroughAChannelOfItsItem() {
        publish("window-only", "WINDOW", 1);
        publish("online-only", "ONLINE", 0);
        City.CLOCK.set(City.CLOCK.instant().plus(Duration.ofDays(40)));

        assertThat(draft(resident("g-channel"), "item", "window-only", "").code())
                .isEqualTo("CHANNEL_NOT_OFFERED");
        assertThat(draft(resident("g-channel"), "item", "online-only", "").status()).isEqualTo(201);
        String clerk = City.staff("g-clerk", "civil-affairs", Role.CLERK);
        assertThat(
                        IntakeTest.taken(clerk, "g-channel", "online-only", "19900101", List.of())
                                .code())
                .isEqualTo("CHANNEL_NOT_OFFERED");
    }

    @Test
    void handsInOnceAndOnlyWithAKey() {
        String id = CaseRulesTest.drafted("g-once");
        City.supply(resident("g-once"), id);
        String submission = "/api/v1/applications/" + id + "/submission";
        assertThat(post(resident("g-once"), submission, "", etag(City.version(id)), "").code())
                .isEqualTo("IDEMPOTENCY_KEY_MISSING");
        assertThat(City.state(id)).isEqualTo("DRAFT");

        assertThat(own(resident("g-once"), id, "submission", "").status()).isEqualTo(200);
        assertThat(own(resident("g-once"), id, "submission", "").code())
                .isEqualTo("STATE_DOES_NOT_ALLOW");
        assertThat(own(resident("g-once"), id, "correction", "").code())
                .isEqualTo("STATE_DOES_NOT_ALLOW");
    }

    /** 容缺: the main papers have to be there, and the signature names papers and a day. */
    @Test
    void takesNoPromiseInsteadOfAMainPaperOrWithoutItsDay() {
        String id = CaseRulesTest.drafted("g-main");
        String lin = resident("g-main");
        City.supply(lin, id, "traffic-plan", "site-plan");

        Reply refused = own(lin, id, "submission", promise("[\"traffic-plan\"]", 3));
        assertThat(refused.code()).isEqualTo("MATERIALS_MISSING");
        assertThat(refused.text("/errors/0/pointer")).isEqualTo("/materials/site-plan");
        assertThat(own(lin, id, "submission", promise("[]", 3)).code())
                .isEqualTo("INVALID_CONTENT");
        assertThat(own(lin, id, "submission", promise("[\"traffic-plan\"]", 0)).code())
                .isEqualTo("PROMISE_NOT_ALLOWED");
        assertThat(
                        own(lin, id, "submission", "{\"promise\":{\"papers\":[\"traffic-plan\"]}}")
                                .code())
                .isEqualTo("INVALID_CONTENT");
        assertThat(City.state(id)).isEqualTo("DRAFT");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"code":"NOT_OUR_POWER","reason":"不属于本机关职权","agency":"nowhere"}|DEPARTMENT_UNKNOWN
                    {"code":"NOT_NEEDED","reason":"无需办理","agency":"nowhere"}|DEPARTMENT_UNKNOWN
                    {"code":"NOT_NEEDED","reason":" "}|INVALID_CONTENT
                    {"reason":"无需办理"}|INVALID_CONTENT
                    {"code":"NOT_TODAY","reason":"无需办理"}|INVALID_CONTENT
                    """)
    void sendsNobodyAwayWithoutReasonOrToAnAgencyThatIsNone(String rejection, String code) {
        String id = CaseRulesTest.submitted("g-away");

        assertThat(act(CaseRulesTest.clerk(), id, "rejection", rejection).code()).isEqualTo(code);

        assertThat(City.state(id)).isEqualTo("SUBMITTED");
    }

    @Test
    void stopsNoClockBeforeTheReviewWithoutDaysOrWithoutTellingTheApplicant() {
        String id = CaseRulesTest.accepted("g-stop");
        String reviewer = CaseRulesTest.reviewer();
        assertThat(act(reviewer, id, "suspension", stop(3, "已告知")).code())
                .isEqualTo("STATE_DOES_NOT_ALLOW");
        act(reviewer, id, "review", "");

        assertThat(act(reviewer, id, "suspension", stop(0, "已告知")).code())
                .isEqualTo("INVALID_CONTENT");
        assertThat(act(reviewer, id, "suspension", stop(3, "")).code())
                .isEqualTo("INVALID_CONTENT");
        assertThat(act(reviewer, id, "resumption", "").code()).isEqualTo("STATE_DOES_NOT_ALLOW");
        assertThat(act(CaseRulesTest.clerk(), id, "suspension", stop(3, "已告知")).status())
                .isEqualTo(403);
        assertThat(City.state(id)).isEqualTo("UNDER_REVIEW");
    }

    @Test
    void extendsNothingWithoutAReasonOrALimitOfTheLaw() {
        String road = CaseRulesTest.accepted("g-road");
        assertThat(
                        act(
                                        City.staff("g-head", ROADS, Role.HEAD),
                                        road,
                                        "extension",
                                        "{\"reason\":\"\"}")
                                .code())
                .isEqualTo("INVALID_CONTENT");

        String card = IntakeTest.submitted("g-card", "elder-card", "");
        act(City.staff("g-clerk", "civil-affairs", Role.CLERK), card, "acceptance", "");
        String head = City.staff("g-head", "civil-affairs", Role.HEAD);
        assertThat(act(head, card, "extension", "{\"reason\":\"案情复杂\"}").code())
                .isEqualTo("NO_STATUTORY_LIMIT");
    }

    @Test
    void issuesAndHandsOverNothingBeforeItIsDecided() {
        String id = CaseRulesTest.accepted("g-early");
        for (String act : List.of("issuance", "supplement", "delivery", "decision")) {
            String staff = act.equals("decision") ? decider("g-dec") : CaseRulesTest.clerk();
            String body =
                    switch (act) {
                        case "supplement" -> "{\"papers\":[\"traffic-plan\"]}";
                        case "delivery" -> "{\"way\":\"POST\"}";
                        case "decision" -> APPROVE;
                        default -> "";
                    };
            assertThat(act(staff, id, act, body).code())
                    .as(act)
                    .isIn("STATE_DOES_NOT_ALLOW", "PAPER_NOT_PROMISED");
        }
        assertThat(City.state(id)).isEqualTo("ACCEPTED");
    }

    /** Whoever asked for the correction knows the case already, even if another accepted it. */
    @Test
    void letsNobodyDecideWhoAskedForTheCorrection() {
        String id = CaseRulesTest.submitted("g-asked");
        act(
                City.staff("g-both", ROADS, Role.CLERK),
                id,
                "correction-request",
                "{\"missing\":[{\"about\":\"phone\",\"what\":\"号码停机\"}]}");
        own(resident("g-asked"), id, "correction", "");
        act(CaseRulesTest.clerk(), id, "acceptance", "");
        CaseRulesTest.reviewed(id);

        assertThat(act(decider("g-both"), id, "decision", APPROVE).code())
                .isEqualTo("DECIDER_TOOK_CASE_IN");
        assertThat(act(decider("s-clerk"), id, "decision", APPROVE).code())
                .isEqualTo("DECIDER_TOOK_CASE_IN");
        assertThat(act(decider("g-dec"), id, "decision", APPROVE).status()).isEqualTo(200);
    }

    @Test
    void letsNobodyDecideWhoTookTheCaseInAtAWindow() {
        String office = "civil-affairs";
        String window = City.staff("g-window", office, Role.CLERK);
        String id = IntakeTest.taken(window, "g-came", "elder-card", "19450101", List.of()).id();
        act(City.staff("g-clerk", office, Role.CLERK), id, "acceptance", "");
        act(City.staff("g-rev", office, Role.REVIEWER), id, "review", "");

        assertThat(
                        act(City.staff("g-window", office, Role.DECIDER), id, "decision", APPROVE)
                                .code())
                .isEqualTo("DECIDER_TOOK_CASE_IN");
        assertThat(act(City.staff("g-dec", office, Role.DECIDER), id, "decision", APPROVE).status())
                .isEqualTo(200);
    }

    @Test
    void letsNobodyDecideAMemberWhoTookItsBundleIn() {
        String id = BundleJourneyTest.submitted("g-whole", "newborn", "", form -> form);
        act(City.staff("g-lead", "health", Role.CLERK), id, "acceptance", "");
        String birth = member("g-whole", id, "A1");
        act(City.staff("g-rev", "health", Role.REVIEWER), birth, "review", "");

        assertThat(
                        act(
                                        City.staff("g-lead", "health", Role.DECIDER),
                                        birth,
                                        "decision",
                                        APPROVE)
                                .code())
                .isEqualTo("DECIDER_TOOK_CASE_IN");
    }

    /** Another instance has published it, and this one has not heard of it yet. */
    @Test
    void proposesNothingInThePlaceOfAPublishedVersion() {
        ObjectNode next = next("driving-licence-cancellation");
        City.PLACE.execute(
                """
                INSERT INTO item_proposal (code, version, definition, proposed_by, proposed_at,
                                           published_by)
                VALUES ('driving-licence-cancellation', %d, '{}', 's-one', now(), 's-two')
                """
                        .formatted(next.path("version").asInt()));

        assertThat(post(publisher("s-one"), ITEMS, next.toString()).code())
                .isEqualTo("VERSION_IS_PUBLISHED");
    }

    private static void publish(String code, String channel, int visits) {
        ObjectNode item = next("elder-card").put("code", code).put("version", 1);
        item.put("hallVisits", visits).putArray("channels").add(channel);
        Reply proposed = post(publisher("s-one"), ITEMS, item.toString());
        assertThat(proposed.status()).as(proposed.body().toString()).isEqualTo(201);
        Reply published =
                post(publisher("s-two"), ITEMS + "/" + code + "/publication", "{\"version\":1}");
        assertThat(published.status()).as(published.body().toString()).isEqualTo(200);
    }

    private static String promise(String papers, int days) {
        return "{\"promise\":{\"papers\":%s,\"until\":\"%s\"}}"
                .formatted(papers, CaseRulesTest.day(days));
    }

    private static String stop(int days, String told) {
        return "{\"reason\":\"TESTING\",\"plannedDays\":%d,\"told\":\"%s\"}".formatted(days, told);
    }

    private static String decider(String who) {
        return City.staff(who, ROADS, Role.DECIDER);
    }
}
