package city.zhanqiao.applications;

import static city.zhanqiao.applications.City.etag;
import static city.zhanqiao.applications.City.fiftyTimes;
import static city.zhanqiao.applications.City.get;
import static city.zhanqiao.applications.City.key;
import static city.zhanqiao.applications.City.post;
import static city.zhanqiao.applications.City.resident;
import static city.zhanqiao.applications.City.send;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.applications.City.Reply;
import city.zhanqiao.applications.material.MaterialProblem;
import city.zhanqiao.applications.party.PartyProblem;
import city.zhanqiao.applications.rating.RatingProblem;
import city.zhanqiao.applications.voucher.VoucherProblem;
import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.data.support.TestPostgres.TestDatabase;
import city.zhanqiao.web.test.ProblemTexts;

import com.github.tomakehurst.wiremock.client.WireMock;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.UUID;

class CaseJourneyTest {

    private static final String STREET = City.STREET;
    private static final String FORM =
            """
            {"form": {"applicantName": "林示例", "cardReason": "FIRST", "bank": "QINGDAO_BANK",
              "residenceDivision": "370202001000", "residenceAddress": "示例路1号", "phone": "13800001234",
              "occupation": "EMPLOYED", "delivery": "POST"}}
            """;

    private static final TestDatabase place = City.PLACE;

    @Test
    void takesACaseFromTheDraftToTheResult() {
        String lin = resident("r-lin");
        String id = submitted(lin);

        Reply accepted = act(clerk(), id, "acceptance", 3, "{}");
        assertThat(accepted.status()).isEqualTo(200);
        assertThat(accepted.body().at("/due/of").asString()).isEqualTo("DECISION");
        assertThat(act(staff("s-rev", Role.REVIEWER), id, "review", 4, "{}").status())
                .isEqualTo(200);
        assertThat(
                        act(
                                        staff("s-dec", Role.DECIDER),
                                        id,
                                        "decision",
                                        5,
                                        "{\"decision\":\"APPROVE\"}")
                                .status())
                .isEqualTo(200);
        Reply issued = act(clerk(), id, "issuance", 6, "{}");
        assertThat(issued.body().path("state").asString()).isEqualTo("ISSUED");

        Reply track = get(lin, "/api/v1/applications/" + id);
        assertThat(
                        track.body()
                                .path("timeline")
                                .valueStream()
                                .map(step -> step.path("act").asString()))
                .containsExactly(
                        "DRAFT", "FILL_IN", "SUBMIT", "ACCEPT", "TAKE_UP", "APPROVE", "ISSUE");
        assertThat(track.body().path("result").asString()).startsWith("R370202");
        assertThat(place.texts("SELECT type FROM event WHERE subject = '" + id + "' ORDER BY id"))
                .containsExactly(
                        "city.zhanqiao.application.drafted.v1",
                        "city.zhanqiao.application.submitted.v1",
                        "city.zhanqiao.application.accepted.v1",
                        "city.zhanqiao.application.review-started.v1",
                        "city.zhanqiao.application.approved.v1",
                        "city.zhanqiao.application.issued.v1");
        assertThat(place.count("SELECT count(*) FROM audit WHERE subject = '" + id + "'"))
                .isEqualTo(7);
        assertThat(place.texts("SELECT data::text FROM event").toString())
                .doesNotContain("林示例", "13800001234");
        String inClear = "position('1380000'::bytea in form) > 0";
        assertThat(place.count("SELECT count(*) FROM application WHERE " + inClear)).isZero();
    }

    @Test
    void refusesWithTheReasonAndTheDeciderMustBeAnother() {
        String id = submitted(resident("r-he"));
        String both = staff("s-both", Role.CLERK, Role.REVIEWER, Role.DECIDER);
        act(both, id, "acceptance", 3, "{}");
        act(both, id, "review", 4, "{}");

        Reply own = act(both, id, "decision", 5, "{\"decision\":\"APPROVE\"}");
        assertThat(own.status()).isEqualTo(403);
        assertThat(own.code()).isEqualTo("DECIDER_TOOK_CASE_IN");
        String decider = staff("s-dec", Role.DECIDER);
        assertThat(act(decider, id, "decision", 5, "{\"decision\":\"REFUSE\"}").code())
                .isEqualTo("REASON_MISSING");
        assertThat(
                        act(
                                        decider,
                                        id,
                                        "decision",
                                        5,
                                        "{\"decision\":\"REFUSE\",\"reason\":\"不符合条件\"}")
                                .status())
                .isEqualTo(200);
        assertThat(act(clerk(), id, "issuance", 6, "{}").code()).isEqualTo("STATE_DOES_NOT_ALLOW");
    }

    @Test
    void tellsEveryFaultOfTheFormWithItsPlace() {
        String lin = resident("r-form");
        String id = draft(lin, STREET).body().path("id").asString();
        put(lin, id, 1, "{\"form\": {\"applicantName\": \"林\", \"bank\": \"X\", \"extra\": 1}}");

        Reply reply = submit(lin, id, 2, key());

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.code()).isEqualTo("FORM_INVALID");
        assertThat(
                        reply.body()
                                .path("errors")
                                .valueStream()
                                .map(fault -> fault.path("pointer").asString()))
                .contains("/form/applicantName", "/form/bank", "/form/phone", "/form/delivery");
    }

    @Test
    void refusesUnknownPlacesItemsClosedScenariosAndLowLevels() {
        String lin = resident("r-places");
        assertThat(draft(lin, "370299").code()).isEqualTo("DIVISION_UNKNOWN");
        assertThat(
                        post(
                                        lin,
                                        "/api/v1/applications",
                                        key(),
                                        "",
                                        "{\"item\":\"none\",\"division\":\"" + STREET + "\"}")
                                .code())
                .isEqualTo("ITEM_UNKNOWN");
        String closed = draft(lin, "370212001000").body().path("id").asString();
        put(lin, closed, 1, FORM);
        Reply reply = submit(lin, closed, 2, key());
        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.code()).isEqualTo("SCENARIO_CLOSED");
        assertThat(reply.body().path("detail").asString()).contains("市南区");

        String low = resident("r-low", RealNameLevel.L2);
        String id = draft(low, STREET).body().path("id").asString();
        put(low, id, 1, FORM);
        assertThat(submit(low, id, 2, key()).code()).isEqualTo("REAL_NAME_LEVEL_TOO_LOW");
    }

    @Test
    void hidesOthersCasesAsIfTheyDidNotExist() {
        String id = submitted(resident("r-mine"));
        String other = resident("r-other");

        Reply foreign = get(other, "/api/v1/applications/" + id);
        Reply unknown = get(other, "/api/v1/applications/" + UUID.randomUUID());
        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.code()).isEqualTo(unknown.code());
        assertThat(foreign.body().path("detail")).isEqualTo(unknown.body().path("detail"));
        String elsewhere = City.staffOf("s-far", "human-resources", "370212", Role.CLERK);
        assertThat(act(elsewhere, id, "acceptance", 3, "{}").code())
                .isEqualTo("APPLICATION_NOT_FOUND");
        assertThat(act(staff("s-rev", Role.REVIEWER), id, "acceptance", 3, "{}").status())
                .isEqualTo(403);
    }

    @Test
    void hasOneCaseForFiftyRequestsWithOneKey() throws Exception {
        String lin = resident("r-fifty");
        String key = key();
        List<Reply> replies = fiftyTimes(() -> draft(lin, STREET, key));

        assertThat(replies).allMatch(reply -> reply.status() == 201 || reply.status() == 409);
        assertThat(place.count("SELECT count(*) FROM application WHERE resident = 'r-fifty'"))
                .isOne();
        assertThat(draft(lin, "370202002000", key).code()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void takesCasesInAtAWindow() {
        City.NEIGHBOURS.stubFor(
                WireMock.post(urlPathEqualTo("/internal/v1/identifications"))
                        .willReturn(okJson("{\"residentId\":\"w-1\"}")));
        String body =
                FORM.strip()
                        .replaceFirst(
                                "\\{",
                                "{\"item\":\"social-card\",\"division\":\"%s\",\"realName\":\"林示例\",\"residentNumber\":\"370202190001010014\","
                                        .formatted(STREET));

        Reply reply = post(clerk(), "/admin/v1/applications", key(), "", body);

        assertThat(reply.status()).isEqualTo(201);
        assertThat(
                        get(resident("w-1"), "/api/v1/applications")
                                .body()
                                .at("/items/0/channel")
                                .asString())
                .isEqualTo("WINDOW");
    }

    @Test
    void refusesMalformedRequests() {
        String lin = resident("r-bad");
        assertThat(post(lin, "/api/v1/applications", key(), "", "{\"item\":").status())
                .isEqualTo(400);
        assertThat(post(lin, "/api/v1/applications", "", "", "{}").code())
                .isEqualTo("IDEMPOTENCY_KEY_MISSING");
        String id = draft(lin, STREET).body().path("id").asString();
        assertThat(post(lin, "/api/v1/applications/" + id + "/submission", key(), "", "").status())
                .isEqualTo(428);
        assertThat(submit(lin, id, 1, key()).code()).isEqualTo("FORM_MISSING");
        assertThat(get("", "/api/v1/applications").status()).isEqualTo(401);
    }

    @Test
    void showsTheCatalogueAndTheDivisions() {
        assertThat(get("", "/open/v1/items?district=370202").body().path("items").size())
                .isEqualTo(28);
        assertThat(get("", "/open/v1/items?district=370212").body().path("items").size()).isZero();
        assertThat(get("", "/open/v1/items").body().path("items").size()).isEqualTo(28);
        assertThat(get("", "/open/v1/items/elder-card").body().at("/form/properties").size())
                .isGreaterThanOrEqualTo(8);
        assertThat(get("", "/open/v1/items/nothing").status()).isEqualTo(404);
        assertThat(get("", "/open/v1/divisions").body().path("items").size()).isEqualTo(10);
        assertThat(get("", "/open/v1/divisions?in=370212").body().path("items").size())
                .isEqualTo(5);
    }

    @Test
    void hasWordsForEveryProblem() {
        ProblemTexts.assertComplete(ApplicationsProblem.class);
        ProblemTexts.assertComplete(MaterialProblem.class);
        ProblemTexts.assertComplete(VoucherProblem.class);
        ProblemTexts.assertComplete(RatingProblem.class);
        ProblemTexts.assertComplete(PartyProblem.class);
    }

    private static String submitted(String resident) {
        String id = draft(resident, STREET).body().path("id").asString();
        assertThat(put(resident, id, 1, FORM).status()).isEqualTo(200);
        assertThat(submit(resident, id, 2, key()).status()).isEqualTo(200);
        return id;
    }

    private static Reply draft(String resident, String division) {
        return draft(resident, division, key());
    }

    private static Reply draft(String resident, String division, String key) {
        return post(
                resident,
                "/api/v1/applications",
                key,
                "",
                "{\"item\":\"social-card\",\"division\":\"%s\"}".formatted(division));
    }

    private static Reply put(String resident, String id, int version, String form) {
        return send(
                resident, "PUT", "/api/v1/applications/" + id + "/form", "", etag(version), form);
    }

    private static Reply submit(String resident, String id, int version, String key) {
        return post(resident, "/api/v1/applications/" + id + "/submission", key, etag(version), "");
    }

    private static Reply act(String staff, String id, String act, int version, String body) {
        return post(staff, "/admin/v1/applications/" + id + "/" + act, key(), etag(version), body);
    }

    private static String clerk() {
        return staff("s-clerk", Role.CLERK);
    }

    private static String staff(String subject, Role... roles) {
        return City.staff(subject, "human-resources", roles);
    }
}
