package city.zhanqiao.applications;

import static city.zhanqiao.applications.City.act;
import static city.zhanqiao.applications.City.draft;
import static city.zhanqiao.applications.City.fillIn;
import static city.zhanqiao.applications.City.get;
import static city.zhanqiao.applications.City.own;
import static city.zhanqiao.applications.City.post;
import static city.zhanqiao.applications.City.resident;

import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.applications.City.Reply;
import city.zhanqiao.city.identifier.LicenceIdentifier;
import city.zhanqiao.city.identity.Role;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What a case leaves behind: vouchers, the result, and the consent of others before it. */
class OutcomeTest {

    static final String OFFICE = "public-security";
    private static final String APPROVE = "{\"decision\":\"APPROVE\"}";

    @AfterEach
    void resetTime() {
        City.CLOCK.reset();
    }

    @Test
    void givesVouchersThatAnybodyCanCheckAndResultsThatCanBeRevoked() {
        String id = issued("o-result");
        String lin = resident("o-result");
        Reply result = get(lin, "/api/v1/applications/" + id + "/result");
        assertThat(new LicenceIdentifier(result.text("/licenceIdentifier")).version()).isOne();
        assertThat(
                        get(lin, "/api/v1/applications/" + id + "/vouchers")
                                .body()
                                .path("items")
                                .valueStream()
                                .map(one -> one.path("kind").asString()))
                .containsExactly("ACCEPTANCE", "DECISION", "RESULT");
        String page = page(lin, id, "RESULT");
        assertThat(page)
                .contains(result.text("/licenceIdentifier"), "&#60;b&#62;示例{{body}}<", "养犬登记证")
                .doesNotContain("<b>", "\u0001");
        assertThat(page(lin, id, "ACCEPTANCE")).contains("受理通知书", "予以受理", "个工作日内作出决定");

        String code = result.text("/code");
        Reply checked = get("", "/open/v1/vouchers/" + code.toLowerCase(Locale.ROOT));
        assertThat(checked.body().path("valid").asBoolean()).isTrue();
        assertThat(checked.body().toString()).doesNotContain("示例", "o-result");
        assertThat(get("", "/open/v1/vouchers/0000000000000000").code())
                .isEqualTo("VOUCHER_NOT_FOUND");

        String why = "{\"reason\":\"材料不实\"}";
        assertThat(act(City.staff("s-dec", OFFICE, Role.HEAD), id, "result-revocation", why).code())
                .isEqualTo("DECIDER_MAY_NOT_REVOKE");
        assertThat(act(head(), id, "result-revocation", why).status()).isEqualTo(200);
        assertThat(act(head(), id, "result-revocation", why).code()).isEqualTo("RESULT_REVOKED");
        assertThat(get("", "/open/v1/vouchers/" + code).body().path("valid").asBoolean()).isFalse();
        assertThat(get(lin, "/api/v1/applications/" + id + "/result").text("/reason"))
                .isEqualTo("材料不实");
        assertThat(get(resident("o-other"), "/api/v1/applications/" + id + "/result").status())
                .isEqualTo(404);
    }

    @Test
    void printsOnOnePageOfA4WithACodeThatATelephoneReads() throws IOException {
        String id = issued("o-print");
        String lin = resident("o-print");
        String code = get(lin, "/api/v1/applications/" + id + "/result").text("/code");

        PaperCopy copy =
                PaperCopy.of(
                        City.download(
                                lin, "/api/v1/applications/" + id + "/vouchers/RESULT?format=PDF"));

        assertThat(copy.pages()).isOne();
        assertThat(copy.text()).contains("养犬登记证", "<b>示例", "青岛市公安局", code.substring(0, 4));
        assertThat(copy.address()).endsWith("/open/v1/vouchers/" + code);
        String office = "/admin/v1/applications/" + id + "/vouchers/ACCEPTANCE?format=PDF";
        assertThat(PaperCopy.of(City.download(clerk(), office)).text()).contains("受理通知书");
        assertThat(
                        City.PLACE.count(
                                "SELECT count(*) FROM audit WHERE action = 'voucher.read' AND"
                                        + " subject = '%s/ACCEPTANCE'".formatted(id)))
                .isOne();
    }

    /** Whoever scans the paper has a browser. */
    @Test
    void showsWhoScansAVoucherAPageThatNamesNobody() {
        String id = issued("o-scan");
        String code =
                get(resident("o-scan"), "/api/v1/applications/" + id + "/result").text("/code");

        HttpResponse<String> page = City.browse("/open/v1/vouchers/" + code);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("有效", "犬只登记", "青岛市公安局").doesNotContain("示例");
        act(head(), id, "result-revocation", "{\"reason\":\"材料不实\"}");
        assertThat(City.browse("/open/v1/vouchers/" + code).body())
                .contains("已撤销")
                .doesNotContain("材料不实");
        HttpResponse<String> none = City.browse("/open/v1/vouchers/%3Cscript%3E");
        assertThat(none.statusCode()).isEqualTo(404);
        assertThat(none.body()).contains("查无此件").doesNotContain("<script");
    }

    @Test
    void writesTheReasonAndTheRemediesIntoARefusal() {
        String id = accepted("o-refused");
        act(reviewer(), id, "review", "");
        act(decider(), id, "decision", "{\"decision\":\"REFUSE\",\"reason\":\"不符合条件\"}");
        assertThat(page(resident("o-refused"), id, "DECISION"))
                .contains("不予", "不符合条件", "行政复议", "行政诉讼");
        assertThat(get(resident("o-refused"), "/api/v1/applications/" + id + "/result").code())
                .isEqualTo("RESULT_NOT_FOUND");
    }

    @Test
    void tellsInWritingWhatIsMissingAndWhyACaseIsNotAccepted() {
        String id = submitted("o-gap");
        String lin = resident("o-gap");
        act(
                clerk(),
                id,
                "correction-request",
                "{\"missing\":[{\"about\":\"rabies-certificate\",\"what\":\"已过期\"},{\"about\":\"phone\",\"what\":\"号码有误\"}]}");
        assertThat(page(lin, id, "CORRECTION"))
                .contains("一次性告知书", "已过期", "联系电话：号码有误", "15个工作日", "只告知一次")
                .doesNotContain("phone：");
        own(lin, id, "correction", "");
        act(
                clerk(),
                id,
                "rejection",
                "{\"code\":\"NOT_OUR_POWER\",\"reason\":\"不属于本机关职权\",\"agency\":\"urban-management\"}");
        assertThat(page(lin, id, "NON_ACCEPTANCE"))
                .contains("不予受理", "不属于本机关职权", "城市管理", "行政复议", "行政诉讼");

        for (JsonNode voucher :
                get(lin, "/api/v1/applications/" + id + "/vouchers").body().path("items")) {
            Reply checked = get("", "/open/v1/vouchers/" + voucher.path("code").asString());
            assertThat(checked.body().path("valid").asBoolean()).isTrue();
        }
        String office = "/admin/v1/applications/" + id + "/vouchers/NON_ACCEPTANCE?format=PDF";
        assertThat(City.download(clerk(), office).statusCode()).isEqualTo(200);
    }

    @Test
    void handsACaseOfHeirsInOnlyWhenAllAgree() {
        identified("继承人甲", okJson("{\"residentId\":\"o-heir2\"}"));
        String lin = resident("o-heir1");
        String id = heirs(lin);
        assertThat(own(lin, id, "submission", "").code()).isEqualTo("CONSENTS_MISSING");

        String path = "/api/v1/applications/" + id;
        assertThat(post(resident("o-stranger"), path + "/consent", "{\"agreed\":true}").code())
                .isEqualTo("CONSENT_NOT_ASKED");
        assertThat(post(lin, path + "/parties", party("继承人甲")).status()).isEqualTo(201);
        String heir = resident("o-heir2");
        assertThat(get(heir, "/api/v1/applications/consents").text("/items/0/application"))
                .isEqualTo(id);
        assertThat(get(heir, path).status()).isEqualTo(404);
        assertThat(post(lin, path + "/consent", "{\"agreed\":true}").code())
                .isEqualTo("CONSENT_NOT_ASKED");
        assertThat(post(heir, path + "/consent", "{\"agreed\":true}").text("/state"))
                .isEqualTo("AGREED");
        assertThat(post(heir, path + "/consent", "{\"agreed\":false}").code())
                .isEqualTo("CONSENT_ANSWERED");
        assertThat(own(lin, id, "submission", "").status()).isEqualTo(200);
    }

    @Test
    void asksNobodyForConsentWhoIsUnknownOrAppliesAndTakesANoForANo() {
        identified("继承人乙", okJson("{\"residentId\":\"o-own\"}"));
        identified("继承人丙", jsonResponse("{}", 422));
        identified("继承人丁", okJson("{\"residentId\":\"o-no\"}"));
        String lin = resident("o-own");
        String id = heirs(lin);
        String path = "/api/v1/applications/" + id;
        assertThat(post(lin, path + "/parties", party("继承人乙")).code())
                .isEqualTo("PARTY_IS_APPLICANT");
        assertThat(post(lin, path + "/parties", party("继承人丙")).code())
                .isEqualTo("PARTY_NOT_IDENTIFIED");
        assertThat(post(lin, path + "/parties", party("继承人丁")).status()).isEqualTo(201);
        assertThat(post(resident("o-no"), path + "/consent", "{\"agreed\":false}").text("/state"))
                .isEqualTo("DECLINED");
        assertThat(own(lin, id, "submission", "").code()).isEqualTo("CONSENTS_MISSING");
        own(lin, id, "withdrawal", "");
        assertThat(post(lin, path + "/parties", party("继承人丁")).code()).isEqualTo("PARTIES_CLOSED");
    }

    private static void identified(String name, ResponseDefinitionBuilder answer) {
        City.NEIGHBOURS.stubFor(
                WireMock.post(urlPathEqualTo("/internal/v1/identifications"))
                        .withRequestBody(containing(name))
                        .willReturn(answer));
    }

    private static String party(String name) {
        return "{\"realName\":\"%s\",\"residentNumber\":\"370202190001010014\"}".formatted(name);
    }

    /** A case of two heirs, not yet handed in. */
    private static String heirs(String lin) {
        String id = draft(lin, "item", "pension-account", "").id();
        ObjectNode form =
                SampleForm.of(get("", "/open/v1/items/pension-account").body().path("form"))
                        .put("heirs", 2)
                        .put("heirProof", "AGREEMENT");
        fillIn(lin, id, form.toString());
        City.supply(lin, id);
        return id;
    }

    @Test
    void asksForAuthorityAtEachActOfAnAgent() {
        City.allow(".*\"o-agent\".*\"o-child\".*\"item:dog-registration\".*", true);
        String agent = resident("o-agent");
        Reply draft = draft(agent, "item", "dog-registration", ",\"actingFor\":\"o-child\"");
        assertThat(draft.status()).isEqualTo(201);
        assertThat(draft(agent, "item", "social-card", ",\"actingFor\":\"o-child\"").code())
                .isEqualTo("NO_AUTHORITY");
        assertThat(get(agent, "/api/v1/applications/" + draft.id()).status()).isEqualTo(200);
        assertThat(get(resident("o-child"), "/api/v1/applications/" + draft.id()).status())
                .isEqualTo(200);
        assertThat(
                        City.PLACE.count(
                                "SELECT count(*) FROM audit WHERE acting_for = 'o-child' AND actor"
                                        + " = 'o-agent'"))
                .isEqualTo(2);
        City.allow(".*\"o-agent\".*\"o-child\".*\"item:dog-registration\".*", false);
        assertThat(own(agent, draft.id(), "withdrawal", "").code()).isEqualTo("NO_AUTHORITY");
        assertThat(draft(agent, "item", "food-licence", "").code())
                .isEqualTo("APPLICANT_NOT_ADMITTED");
    }

    private static String page(String resident, String id, String kind) {
        return new String(
                City.download(resident, "/api/v1/applications/" + id + "/vouchers/" + kind).body(),
                StandardCharsets.UTF_8);
    }

    private static String accepted(String who) {
        String id = submitted(who);
        assertThat(act(clerk(), id, "acceptance", "").status()).isEqualTo(200);
        return id;
    }

    private static String submitted(String who) {
        String lin = resident(who);
        String id = draft(lin, "item", "dog-registration", "").id();
        ObjectNode form =
                SampleForm.of(get("", "/open/v1/items/dog-registration").body().path("form"))
                        .put("applicantName", "<b>示例{{body}}\u0001");
        assertThat(fillIn(lin, id, form.toString()).status()).isEqualTo(200);
        City.supply(lin, id);
        Reply submitted = own(lin, id, "submission", "");
        assertThat(submitted.status()).as(submitted.body().toString()).isEqualTo(200);
        return id;
    }

    static String issued(String who) {
        String id = accepted(who);
        act(reviewer(), id, "review", "");
        act(City.staff("s-rev2", OFFICE, Role.REVIEWER), id, "second-check", "");
        act(decider(), id, "decision", APPROVE);
        assertThat(act(clerk(), id, "issuance", "").status()).isEqualTo(200);
        return id;
    }

    static String clerk() {
        return City.staff("s-clerk", OFFICE, Role.CLERK);
    }

    private static String reviewer() {
        return City.staff("s-rev", OFFICE, Role.REVIEWER);
    }

    private static String decider() {
        return City.staff("s-dec", OFFICE, Role.DECIDER);
    }

    static String head() {
        return City.staff("s-head", OFFICE, Role.HEAD);
    }
}
