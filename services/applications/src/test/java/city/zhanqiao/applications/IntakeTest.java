package city.zhanqiao.applications;

import static city.zhanqiao.applications.City.act;
import static city.zhanqiao.applications.City.draft;
import static city.zhanqiao.applications.City.fillIn;
import static city.zhanqiao.applications.City.get;
import static city.zhanqiao.applications.City.key;
import static city.zhanqiao.applications.City.own;
import static city.zhanqiao.applications.City.post;
import static city.zhanqiao.applications.City.resident;

import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.applications.City.Reply;
import city.zhanqiao.city.identity.Role;

import com.github.tomakehurst.wiremock.client.WireMock;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.util.List;

/** Where a case comes in: districts, windows, guardians, and what others hear of it. */
public class IntakeTest {

    private static final String PATH = "/admin/v1/applications";
    private static final String LAOSHAN = "370212";

    @AfterEach
    void resetTime() {
        City.CLOCK.reset();
    }

    @Test
    void takesACaseInInAnotherDistrictAndHandsItToTheCompetentOne() {
        String far = City.staffOf("i-far", "approval", LAOSHAN, Role.CLERK);
        String id = taken(far, "i-taken", "elder-card", "19450101", List.of()).id();

        JsonNode told = event(id, "application.submitted");
        assertThat(told.path("intakeDistrict").asString()).isEqualTo(LAOSHAN);
        assertThat(told.path("district").asString()).isEqualTo("370202");
        assertThat(told.path("elder").asBoolean()).isTrue();
        assertThat(act(far, id, "acceptance", "").status()).isEqualTo(404);
        assertThat(act(clerk("civil-affairs"), id, "acceptance", "").status()).isEqualTo(200);
        assertThat(taken(far, "i-no", "residence-permit", "19900101", List.of()).code())
                .isEqualTo("INTAKE_IN_OTHER_DISTRICT");
    }

    @Test
    void letsTheWindowFollowWhatItTookInAndNothingElse() {
        String far = City.staffOf("i-follow", "approval", LAOSHAN, Role.CLERK);
        String id = taken(far, "i-followed", "elder-card", "19450101", List.of()).id();

        assertThat(ids(far, "scope=TAKEN_IN")).containsExactly(id);
        assertThat(ids(far, "scope=TAKEN_IN&department=civil-affairs")).containsExactly(id);
        assertThat(ids(far, "scope=TAKEN_IN&department=tax")).isEmpty();
        Reply track = get(far, PATH + "/" + id);
        assertThat(track.text("/state")).isEqualTo("SUBMITTED");
        assertThat(track.body().hasNonNull("form")).isFalse();
        String colleague = City.staffOf("i-other", "approval", LAOSHAN, Role.CLERK);
        assertThat(ids(colleague, "scope=TAKEN_IN")).isEmpty();
        assertThat(get(colleague, PATH + "/" + id).status()).isEqualTo(404);
        assertThat(
                        City.PLACE.count(
                                "SELECT count(*) FROM audit WHERE purpose = 'following' AND actor ="
                                        + " 'i-follow'"))
                .isOne();
    }

    @Test
    void showsTheGovernmentsOfficeTheCasesOfEveryDepartment() {
        String id = submitted("i-across", "elder-card", "");
        String head = City.staff("i-gov", "government-office", Role.SUPERVISOR);
        String elsewhere = City.staffOf("i-gov2", "government-office", LAOSHAN, Role.SUPERVISOR);
        String receipt = receipt(id);

        assertThat(ids(head, "scope=CITY&receipt=" + receipt)).containsExactly(id);
        assertThat(ids(head, "scope=CITY&department=tax&receipt=" + receipt)).isEmpty();
        assertThat(ids(elsewhere, "scope=CITY&receipt=" + receipt)).isEmpty();
        assertThat(get(head, PATH + "/" + id).body().hasNonNull("form")).isFalse();
        assertThat(get(elsewhere, PATH + "/" + id).status()).isEqualTo(404);
        assertThat(get(clerk("civil-affairs"), PATH + "?scope=CITY").status()).isEqualTo(403);
    }

    @Test
    void transfersACaseToTheCompetentDistrictWithItsClaimGivenUp() {
        String id = submitted("i-move", "elder-card", "");
        String first = clerk("civil-affairs");
        post(first, PATH + "/" + id + "/claim", key(), "", "");
        assertThat(act(first, id, "transfer", "{}").code()).isEqualTo("TRANSFER_NOWHERE");
        assertThat(act(first, id, "transfer", "{\"division\":\"999999\"}").code())
                .isEqualTo("DIVISION_UNKNOWN");

        assertThat(act(first, id, "transfer", "{\"division\":\"370212001000\"}").status())
                .isEqualTo(200);

        String there = City.staffOf("i-there", "civil-affairs", LAOSHAN, Role.CLERK);
        assertThat(get(first, PATH + "/" + id).status()).isEqualTo(404);
        assertThat(act(there, id, "acceptance", "").status()).isEqualTo(200);
        JsonNode told = event(id, "application.transferred");
        assertThat(told.path("district").asString()).isEqualTo(LAOSHAN);
        assertThat(told.path("intakeDistrict").asString()).isEqualTo("370202");
    }

    @Test
    void countsEachComingOfTheResidentOnce() {
        String clerk = clerk("civil-affairs");
        String id = taken(clerk, "i-came", "elder-card", "19900101", List.of()).id();
        for (String paper : List.of("photo", "resident-id")) {
            post(clerk, PATH + "/" + id + "/materials/" + paper + "/verification", "");
        }
        assertThat(visits(id)).isOne();
        assertThat(event(id, "application.submitted").path("elder").asBoolean()).isFalse();

        City.CLOCK.set(City.CLOCK.instant().plus(Duration.ofDays(1)));
        clerk = clerk("civil-affairs");
        act(clerk, id, "acceptance", "");
        act(City.staff("i-rev", "civil-affairs", Role.REVIEWER), id, "review", "");
        act(
                City.staff("i-dec", "civil-affairs", Role.DECIDER),
                id,
                "decision",
                "{\"decision\":\"APPROVE\"}");
        act(clerk, id, "issuance", "");
        assertThat(visits(id)).isOne();
        act(clerk, id, "delivery", "{\"way\":\"PICK_UP\"}");
        assertThat(visits(id)).isEqualTo(2);
    }

    @Test
    void tellsOfADraftWithoutSayingWhose() {
        String id = draft(resident("i-begun"), "item", "elder-card", "").id();
        JsonNode told = event(id, "application.drafted");
        assertThat(told.path("itemCode").asString()).isEqualTo("elder-card");
        assertThat(told.path("channel").asString()).isEqualTo("ONLINE");
        assertThat(told.toString()).doesNotContain("i-begun");
    }

    @Test
    void tellsHowManyPapersTheCitySpared() {
        String id =
                submittedWith(
                        "i-spared",
                        "public-rental-housing",
                        form -> form.put("maritalState", "MARRIED").put("disabledMember", true));
        JsonNode told = event(id, "application.submitted");
        assertThat(told.path("papersRequired").asInt()).isEqualTo(6);
        assertThat(told.path("papersShared").asInt()).isEqualTo(6);
        assertThat(told.has("elder")).isFalse();
        assertThat(
                        City.PLACE.texts(
                                "SELECT material FROM document WHERE application = '" + id + "'"))
                .contains("marriage-certificate", "disability-certificate")
                .doesNotContain("divorce-certificate");
        assertThat(event(id, "application.submitted").path("papersShared").asInt()).isEqualTo(6);
    }

    @Test
    void takesNothingAboutAChildWithoutTheGuardiansSeparateConsent() {
        String mother = resident("i-mother");
        String id = prepared("i-mother", "bundle", "newborn", "");
        String path = "/api/v1/applications/" + id + "/guardian-consent";
        assertThat(own(mother, id, "submission", "").code()).isEqualTo("GUARDIAN_CONSENT_MISSING");
        Reply asked = get(mother, path);
        assertThat(asked.body().path("needed").asBoolean()).isTrue();
        assertThat(asked.body().path("recipients")).hasSize(6);

        assertThat(post(mother, path, "{\"agreed\":true}").body().has("givenAt")).isTrue();
        assertThat(post(mother, path, "{\"agreed\":false}").body().has("givenAt")).isFalse();
        assertThat(own(mother, id, "submission", "").code()).isEqualTo("GUARDIAN_CONSENT_MISSING");
        post(mother, path, "{\"agreed\":true}");
        assertThat(own(mother, id, "submission", "").status()).isEqualTo(200);
        assertThat(post(mother, path, "{\"agreed\":false}").code()).isEqualTo("PARTIES_CLOSED");
        assertThat(
                        City.PLACE.texts(
                                "SELECT action FROM audit WHERE subject = '"
                                        + id
                                        + "' AND action LIKE '%guardian%' ORDER BY at"))
                .containsExactly(
                        "application.guardian-consent",
                        "application.guardian-refuse",
                        "application.guardian-consent");
    }

    @Test
    void letsNoProxyConsentForTheGuardianAndAsksTheGuardianOfAnyChild() {
        City.allow(".*\"i-proxy\".*\"i-parent\".*", true);
        String proxy = resident("i-proxy");
        String id = draft(proxy, "bundle", "newborn", ",\"actingFor\":\"i-parent\"").id();
        assertThat(
                        post(
                                        proxy,
                                        "/api/v1/applications/" + id + "/guardian-consent",
                                        "{\"agreed\":true}")
                                .code())
                .isEqualTo("GUARDIAN_ONLY");
        assertThat(
                        post(
                                        resident("i-parent"),
                                        "/api/v1/applications/" + id + "/guardian-consent",
                                        "{\"agreed\":true}")
                                .status())
                .isEqualTo(200);

        City.NEIGHBOURS.stubFor(
                WireMock.post(urlPathEqualTo("/internal/v1/authority-checks"))
                        .withRequestBody(containing("i-guardian"))
                        .willReturn(okJson("{\"allowed\":true,\"kind\":\"GUARDIAN\"}")));
        String guardian = resident("i-guardian");
        String card = prepared("i-guardian", "item", "social-card", ",\"actingFor\":\"i-kid\"");
        assertThat(own(guardian, card, "submission", "").code())
                .isEqualTo("GUARDIAN_CONSENT_MISSING");
        post(guardian, "/api/v1/applications/" + card + "/guardian-consent", "{\"agreed\":true}");
        assertThat(own(guardian, card, "submission", "").status()).isEqualTo(200);
        String adult = draft(resident("i-adult"), "item", "social-card", "").id();
        assertThat(
                        post(
                                        resident("i-adult"),
                                        "/api/v1/applications/" + adult + "/guardian-consent",
                                        "{\"agreed\":true}")
                                .code())
                .isEqualTo("GUARDIAN_CONSENT_NOT_NEEDED");
    }

    @Test
    void wantsTheSignedConsentOfTheGuardianAtAWindow() {
        String health = clerk("health");
        assertThat(taken(health, "i-win", "birth-certificate", "19900101", List.of()).code())
                .isEqualTo("GUARDIAN_CONSENT_MISSING");
        assertThat(
                        taken(
                                        health,
                                        "i-win",
                                        "birth-certificate",
                                        "19900101",
                                        List.of("guardian-consent"))
                                .status())
                .isEqualTo(201);
    }

    @Test
    void takesACorrectionAtAWindowFromWhoeverTheCaseBelongsTo() {
        String clerk = clerk("civil-affairs");
        String id = submitted("i-late", "elder-card", "");
        assertThat(corrected(clerk, id, "i-late", SampleForm.of(formOf("elder-card"))).code())
                .isEqualTo("STATE_DOES_NOT_ALLOW");
        act(
                clerk,
                id,
                "correction-request",
                "{\"missing\":[{\"about\":\"photo\",\"what\":\"照片过小\"}]}");
        ObjectNode form = SampleForm.of(formOf("elder-card"));
        assertThat(corrected(clerk, id, "i-stranger", form).code())
                .isEqualTo("APPLICANT_NOT_IDENTIFIED");
        assertThat(corrected(clerk, id, "i-late", City.JSON.createObjectNode()).code())
                .isEqualTo("FORM_INVALID");
        assertThat(visits(id)).isZero();
        String reviewer = City.staff("i-rev", "civil-affairs", Role.REVIEWER);
        assertThat(corrected(reviewer, id, "i-late", form).status()).isEqualTo(403);

        Reply done = corrected(clerk, id, "i-late", form);

        assertThat(done.text("/state")).as(done.body().toString()).isEqualTo("SUBMITTED");
        assertThat(visits(id)).isOne();
        assertThat(
                        City.PLACE.texts(
                                "SELECT trust FROM document WHERE material = 'photo' AND"
                                        + " application = '"
                                        + id
                                        + "'"))
                .containsExactly("B");
        assertThat(corrected(clerk, id, "i-late", form).code()).isEqualTo("STATE_DOES_NOT_ALLOW");
    }

    @Test
    void takesNoCorrectionAtAWindowAfterItsTime() {
        String id = submitted("i-too-late", "elder-card", "");
        act(
                clerk("civil-affairs"),
                id,
                "correction-request",
                "{\"missing\":[{\"about\":\"photo\",\"what\":\"照片过小\"}]}");
        City.CLOCK.set(City.CLOCK.instant().plus(Duration.ofDays(60)));
        assertThat(
                        corrected(
                                        clerk("civil-affairs"),
                                        id,
                                        "i-too-late",
                                        SampleForm.of(formOf("elder-card")))
                                .code())
                .isEqualTo("CORRECTION_TIME_OVER");
    }

    private static JsonNode formOf(String item) {
        return get("", "/open/v1/items/" + item).body().path("form");
    }

    private static Reply corrected(String clerk, String id, String who, ObjectNode form) {
        identified(who);
        ObjectNode body = City.JSON.createObjectNode();
        body.put("realName", who).put("residentNumber", SampleForm.number("19450101"));
        body.set("form", form);
        body.set("papers", City.JSON.valueToTree(List.of("photo")));
        return act(clerk, id, "correction", body.toString());
    }

    private static void identified(String who) {
        City.NEIGHBOURS.stubFor(
                WireMock.post(urlPathEqualTo("/internal/v1/identifications"))
                        .withRequestBody(containing(who))
                        .willReturn(okJson("{\"residentId\":\"" + who + "\"}")));
    }

    private interface Change {
        JsonNode of(ObjectNode form);
    }

    /** A made-up person stands at a window, born on the day in the number. */
    public static Reply taken(
            String clerk, String who, String item, String born, List<String> papers) {
        identified(who);
        ObjectNode body = City.JSON.createObjectNode();
        body.put("item", item).put("division", City.STREET).put("realName", who);
        body.put("residentNumber", SampleForm.number(born));
        body.set("form", SampleForm.of(formOf(item)));
        body.set("papers", City.JSON.valueToTree(papers));
        return post(clerk, PATH, body.toString());
    }

    static String submitted(String who, String item, String more) {
        String id = prepared(who, "item", item, more);
        assertThat(own(resident(who), id, "submission", "").status()).isEqualTo(200);
        return id;
    }

    private static String submittedWith(String who, String item, Change change) {
        String lin = resident(who);
        String id = draft(lin, "item", item, "").id();
        ObjectNode form = SampleForm.of(get("", "/open/v1/items/" + item).body().path("form"));
        change.of(form);
        fillIn(lin, id, form.toString());
        City.supply(lin, id);
        Reply done = own(lin, id, "submission", "");
        assertThat(done.status()).as(done.body().toString()).isEqualTo(200);
        return id;
    }

    private static String prepared(String who, String kind, String code, String more) {
        String lin = resident(who);
        String id = draft(lin, kind, code, more).id();
        JsonNode schema =
                kind.equals("item")
                        ? get("", "/open/v1/items/" + code).body().path("form")
                        : get("", "/open/v1/bundles/" + code).body().at("/guide/form");
        assertThat(fillIn(lin, id, SampleForm.of(schema).toString()).status()).isEqualTo(200);
        City.supply(lin, id);
        return id;
    }

    private static JsonNode event(String id, String type) {
        return City.JSON.readTree(
                City.PLACE
                        .texts(
                                "SELECT data::text FROM event WHERE subject = '"
                                        + id
                                        + "' AND type = 'city.zhanqiao."
                                        + type
                                        + ".v1'")
                        .getFirst());
    }

    private static long visits(String id) {
        return City.PLACE.count(
                "SELECT count(*) FROM event WHERE subject = '"
                        + id
                        + "' AND type = 'city.zhanqiao.visit.recorded.v1'");
    }

    private static String receipt(String id) {
        return City.PLACE
                .texts("SELECT receipt FROM application WHERE id = '" + id + "'")
                .getFirst();
    }

    private static List<String> ids(String staff, String query) {
        return get(staff, PATH + "?limit=100&" + query)
                .body()
                .path("items")
                .valueStream()
                .map(one -> one.path("id").asString())
                .toList();
    }

    private static String clerk(String department) {
        return City.staff("i-clerk", department, Role.CLERK);
    }
}
