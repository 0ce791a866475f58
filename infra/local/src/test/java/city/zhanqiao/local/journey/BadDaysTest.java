package city.zhanqiao.local.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import city.zhanqiao.local.journey.City.Person;
import city.zhanqiao.local.journey.City.Reply;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/** What must not happen, tried through the gateway. */
@Tag("any-issuer")
@ExtendWith(WholeCity.class)
class BadDaysTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Pattern DOT = Pattern.compile("\\.");

    @Test
    void refusesABodyThatIsNoJson(City city) {
        Reply refused = city.as("lin").post(Case.APPLICATIONS, "{\"item\": ");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("MALFORMED_REQUEST");
    }

    @Test
    void refusesMethodsAndContentThatAnAddressDoesNotTake(City city) {
        Person lin = city.as("lin");
        String json = "application/json";

        Reply method = lin.odd("PATCH", Case.APPLICATIONS, "Content-Type", json);
        assertThat(method.status()).isEqualTo(405);
        assertThat(method.code()).isEqualTo("METHOD_NOT_ALLOWED");
        Reply madeUp = lin.odd("BREW", Case.APPLICATIONS, "Content-Type", json);
        assertThat(madeUp.status()).isIn(400, 405, 501);
        assertThat(madeUp.code()).isNotEmpty();
        for (String type : List.of("text/plain", "application/xml", "multipart/form-data")) {
            Reply content =
                    lin.odd(
                            "POST",
                            Case.APPLICATIONS,
                            "Content-Type",
                            type,
                            "Idempotency-Key",
                            City.key());
            assertThat(content.status()).as(type).isEqualTo(415);
            assertThat(content.code()).isEqualTo("UNSUPPORTED_MEDIA_TYPE");
        }
        Reply unknown = lin.get("/api/v1/nothing-of-this-name");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.code()).isEqualTo("NOT_FOUND");
    }

    /** Of two that differ, one server might take the first and the next the second. */
    @Test
    void refusesHeadersThatComeTwice(City city) {
        Person lin = city.as("lin");
        String json = "application/json";
        Case card = Case.drafted(city);

        Reply keys =
                lin.odd(
                        "POST",
                        Case.APPLICATIONS,
                        "Content-Type",
                        json,
                        "Idempotency-Key",
                        City.key(),
                        "Idempotency-Key",
                        City.key());
        assertThat(keys.code()).isEqualTo("IDEMPOTENCY_KEY_MALFORMED");
        Reply versions =
                lin.odd(
                        "PUT",
                        card.path() + "/form",
                        "Content-Type",
                        json,
                        "If-Match",
                        "\"v1\"",
                        "If-Match",
                        "\"v2\"");
        assertThat(versions.code()).isEqualTo("PRECONDITION_MALFORMED");
        assertThat(lin.getWith(card.path(), "Authorization", "Bearer " + lin.token()).status())
                .isEqualTo(401);
        assertThat(card.seenByLin().etag()).isEqualTo("\"v1\"");
    }

    /**
     * What two people of the pilot office have agreed upon holds at the gateway, and is audited.
     */
    @Test
    void turnsAnOldAppAwayOnceTwoPeopleHaveAgreed(City city) {
        String policies = "/admin/v1/app-policies";
        Person first = city.as("pilot-office");
        Person second = city.as("pilot-office-second");
        Person lin = city.as("lin");
        String[] old = {"X-App-Platform", "HARMONY", "X-App-Version", "0.9.0"};
        String proposal =
                """
                {"reason": "安全更新", "platforms": [{"platform": "HARMONY", "minimum": "1.0.0",
                  "recommended": "1.0.0", "shopLink": "https://shop.example/app", "features": []}]}
                """;

        assertThat(first.put(policies, proposal).status()).isEqualTo(200);
        assertThat(first.act("POST", policies + "/approval", City.key(), "*", "").code())
                .isEqualTo("APPROVER_IS_AUTHOR");
        assertThat(lin.getWith(Case.APPLICATIONS, old).status()).isEqualTo(200);
        assertThat(second.act("POST", policies + "/approval", City.key(), "*", "").status())
                .isEqualTo(200);

        await().untilAsserted(() -> {
            Reply refused = lin.getWith(Case.APPLICATIONS, old);
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.code()).isEqualTo("APP_UPDATE_REQUIRED");
            assertThat(refused.at("/nextAction")).contains("https://shop.example/app");
        });
        assertThat(lin.get(Case.APPLICATIONS).status()).isEqualTo(200);
        assertThat(
                        city.as("auditor")
                                .get("/admin/v1/audit?limit=200")
                                .body()
                                .path("items")
                                .valueStream()
                                .map(row -> row.path("action").asString()))
                .contains("app-policies.propose", "app-policies.approve");
    }

    @Test
    void namesEveryFaultOfAFormByItsPointer(City city) {
        Case card = Case.drafted(city);
        card.fillIn(
                """
                {"form": {"applicantName": "", "cardReason": "LOTTERY", "phone": "123",
                  "occupation": "EMPLOYED", "delivery": "POST"}}
                """);

        Reply refused = card.submit(City.key());

        assertThat(refused.status()).isEqualTo(422);
        assertThat(
                        refused.body()
                                .path("errors")
                                .valueStream()
                                .map(fault -> fault.path("pointer").asString()))
                .anyMatch(pointer -> pointer.endsWith("/applicantName"))
                .anyMatch(pointer -> pointer.endsWith("/cardReason"))
                .anyMatch(pointer -> pointer.endsWith("/phone"))
                .anyMatch(pointer -> pointer.endsWith("/bank"));
        assertThat(card.seenByLin().at("/state")).isEqualTo("DRAFT");
    }

    @Test
    void refusesUnknownDivisionsAndScenariosThatAreNotOpen(City city) {
        Reply unknown = Case.draft(city.as("lin"), "social-card", "370299001000");
        assertThat(unknown.status()).isIn(404, 422);

        Person guo = city.as("guo");
        Reply draft = Case.draft(guo, "social-card", "370203005000");
        String id = draft.at("/id");
        guo.act("PUT", Case.APPLICATIONS + "/" + id + "/form", City.key(), "*", Case.FORM);
        Reply outside =
                draft.status() != 201
                        ? draft
                        : guo.act(
                                "POST",
                                Case.APPLICATIONS + "/" + id + "/submission",
                                City.key(),
                                "*",
                                "");
        assertThat(outside.status()).as(outside.text()).isEqualTo(409);
        assertThat(outside.at("/nextAction")).isNotBlank();
    }

    @Test
    void hidesTheCaseOfAnotherLikeOneThatIsNot(City city) {
        Case card = Case.submitted(city);
        Person guo = city.as("guo");
        String unknown = Case.APPLICATIONS + "/" + UUID.randomUUID();

        Reply foreign = guo.get(Case.APPLICATIONS + "/" + card.id());
        Reply nothing = guo.get(unknown);

        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.text().replace(Case.APPLICATIONS + "/" + card.id(), ""))
                .isEqualTo(nothing.text().replace(unknown, ""));
    }

    @Test
    void keepsOfficesToTheirOwnDistrictAndDepartment(City city) {
        Case card = Case.submitted(city);

        assertThat(card.step("hr-clerk-laoshan", "acceptance", "{}").status()).isEqualTo(404);
        assertThat(card.step("police-clerk-shinan", "acceptance", "{}").status()).isEqualTo(404);
        assertThat(
                        city.as("hr-clerk-laoshan")
                                .get(Case.OFFICE + "?limit=100")
                                .item("/id", card.id()))
                .isEmpty();
        assertThat(card.seenByLin().at("/state")).isEqualTo("SUBMITTED");
    }

    @Test
    void letsNobodyDecideWhatTheyTookIn(City city) {
        Case card = Case.submitted(city);
        assertThat(card.step("hr-window-shinan", "acceptance", "{}").status()).isEqualTo(200);
        assertThat(card.step("hr-reviewer-shinan", "review", "{}").status()).isEqualTo(200);

        Reply own = card.step("hr-window-shinan", "decision", "{\"decision\":\"APPROVE\"}");

        assertThat(own.status()).isEqualTo(403);
        assertThat(own.code()).isEqualTo("DECIDER_TOOK_CASE_IN");
    }

    @Test
    void makesOneCaseOfFiftyRequestsWithOneKey(City city) throws Exception {
        Person lin = city.as("lin");
        String key = City.key();
        String body = "{\"item\": \"social-card\", \"division\": \"370202001000\"}";
        lin.act("POST", Case.APPLICATIONS, key, "", body);

        List<Reply> replies =
                City.together(50, () -> lin.act("POST", Case.APPLICATIONS, key, "", body));

        assertThat(replies).allSatisfy(reply -> assertThat(reply.status()).isIn(201, 409, 429));
        assertThat(
                        replies.stream()
                                .filter(reply -> reply.status() == 201)
                                .map(reply -> reply.at("/id"))
                                .distinct())
                .hasSize(1);
        Reply other =
                lin.act(
                        "POST",
                        Case.APPLICATIONS,
                        key,
                        "",
                        "{\"item\": \"elder-card\", \"division\": \"370202001000\"}");
        assertThat(other.status()).isEqualTo(422);
    }

    @Test
    void refusesAChangeOfAnOldVersion(City city) {
        Case card = Case.drafted(city);
        assertThat(card.fillIn(Case.FORM).status()).isEqualTo(200);

        Reply stale =
                city.as("lin")
                        .act(
                                "PUT",
                                Case.APPLICATIONS + "/" + card.id() + "/form",
                                City.key(),
                                "\"v1\"",
                                Case.FORM);

        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.code()).isEqualTo("STALE_VERSION");
    }

    @Test
    void letsNobodyInWithAForgedToken(City city) {
        String[] parts = DOT.split(city.as("lin").token(), -1);
        for (String forged :
                List.of(
                        base64("{\"alg\":\"none\"}") + "." + parts[1] + ".",
                        parts[0] + "." + base64("{\"sub\":\"r-guo\"}") + "." + parts[2],
                        city.as("hr-clerk-shinan").token(),
                        "nonsense")) {
            assertThat(city.bearing(forged).get("/api/v1/me").status()).isEqualTo(401);
        }
        assertThat(city.guest().get("/api/v1/me").status()).isEqualTo(401);
    }

    @Test
    void tellsALowLevelWhatToDoNext(City city) {
        Person zhou = city.as("zhou");
        Reply draft = Case.draft(zhou, "social-card", "370212001000");
        Reply refused =
                draft.status() != 201
                        ? draft
                        : zhou.act(
                                "POST",
                                Case.APPLICATIONS + "/" + draft.at("/id") + "/submission",
                                City.key(),
                                "*",
                                "");

        assertThat(refused.status()).as(refused.text()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("REAL_NAME_LEVEL_TOO_LOW");
        assertThat(refused.at("/nextAction")).isNotBlank();
    }

    @Test
    void writesTheInboxWhateverTheChannelAnswers(City city) {
        Person lin = city.as("lin");
        for (String token : List.of("token-unavailable", "token-unregistered")) {
            lin.put(
                    "/api/v1/devices/" + token,
                    """
                    {"provider": "FCM", "addressKind": "FCM_TOKEN", "address": "%s"}
                    """
                            .formatted(token));
        }
        Case card = Case.submitted(city);

        await().atMost(SOON)
                .until(() -> lin.get("/api/v1/inbox?limit=100").text().contains(card.id()));
        await().atMost(SOON)
                .until(() ->
                        lin.get("/api/v1/devices").item("/id", "token-unregistered").isEmpty());
        assertThat(
                        lin.act("DELETE", "/api/v1/devices/token-unavailable", City.key(), "*", "")
                                .status())
                .isBetween(200, 204);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
