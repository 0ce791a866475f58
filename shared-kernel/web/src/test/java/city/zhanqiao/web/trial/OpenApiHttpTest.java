package city.zhanqiao.web.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.web.test.ApiContract;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.Set;

class OpenApiHttpTest extends TrialTest {

    private static final String A_LETTER = "/api/v1/letters/00000000-0000-0001-0000-000000000002";

    private static String page = "";
    private static JsonNode document = new JsonMapper().createObjectNode();

    @BeforeEach
    void read() {
        if (!page.isEmpty()) {
            return;
        }
        page = text(guest().get().uri("/v3/api-docs").exchange().expectStatus().isOk());
        document = new JsonMapper().readTree(page);
    }

    @Test
    void documentsEveryOperation() {
        ApiContract.of(page).assertDocumented();
        assertThat(document.path("openapi").asString()).startsWith("3.1");
        assertThat(document.path("servers")).hasSize(1);
        assertThat(document.path("servers").path(0).path("url").asString()).isEqualTo("/");
    }

    @Test
    void saysWhoMayCall() {
        assertThat(operation("/api/v1/vault", "get").path("x-zhanqiao-access").toString())
                .isEqualTo(
                        "{\"by\":\"RESIDENT\",\"fresh\":false,\"level\":\"L3\",\"reach\":\"OWN\"}");
        assertThat(operation("/admin/v1/desk", "get").path("x-zhanqiao-access").toString())
                .isEqualTo(
                        "{\"by\":\"STAFF\",\"reach\":\"DEPARTMENT_AND_DISTRICT\",\"roles\":[\"clerk\",\"head\"]}");
        assertThat(operation("/api/v1/vault", "get").path("security").toString())
                .isEqualTo("[{\"residentToken\":[]}]");
        assertThat(operation("/open/v1/halls", "get").path("security").toString()).isEqualTo("[]");
    }

    @Test
    void keepsWhatIsBetweenServicesToItself() {
        assertThat(document.path("paths").propertyNames())
                .noneMatch(path -> path.startsWith("/internal"));
        assertThat(page).doesNotContain("x-java-type").doesNotContain("city.zhanqiao");
    }

    @Test
    void namesTheHeadersThatAreReadAndHidesTheRest() {
        assertThat(parameters("/api/v1/letters", "post"))
                .isEqualTo("[{\"$ref\":\"#/components/parameters/IdempotencyKey\"}]");
        assertThat(parameters("/api/v1/letters/{id}", "put"))
                .contains("\"in\":\"path\"")
                .contains("#/components/parameters/IfMatch");
        assertThat(parameters("/api/v1/letters", "get"))
                .contains("#/components/parameters/Limit", "#/components/parameters/Cursor");
        assertThat(parameters("/api/v1/me", "get")).isEmpty();
        assertThat(parameters("/open/v1/request", "get")).isEmpty();
    }

    @Test
    void namesTheProblems() {
        assertThat(operation("/api/v1/letters/{id}", "put").path("responses").propertyNames())
                .containsExactlyInAnyOrder(
                        "204", "400", "401", "403", "404", "409", "412", "428", "429", "503",
                        "default");
        assertThat(operation("/api/v1/letters", "post").path("responses").propertyNames())
                .containsExactlyInAnyOrder(
                        "201", "400", "401", "403", "409", "413", "415", "422", "429", "503",
                        "default");
        assertThat(
                        document.at("/components/responses/Problem412/content")
                                .path("application/problem+json")
                                .at("/schema/$ref")
                                .asString())
                .isEqualTo("#/components/schemas/Problem");
    }

    @Test
    void showsWhatAProblemLooksLike() {
        var example =
                document.at("/components/responses/Problem404/content")
                        .iterator()
                        .next()
                        .path("example");

        assertThat(example.path("code").asString()).isEqualTo("NOT_FOUND");
        assertThat(example.path("title").asString()).isNotBlank();
        assertThat(example.path("retryable").asBoolean()).isFalse();
    }

    @Test
    void promisesAVersionWhereThereIsOne() {
        var responses = operation("/api/v1/letters/{id}", "get").path("responses");
        assertThat(responses.at("/200/headers/ETag/$ref").asString())
                .isEqualTo("#/components/headers/ETag");
        assertThat(responses.path("304").toString()).contains("#/components/responses/NotModified");
    }

    @Test
    void writesCodesAsTextAndChoicesAsChoices() {
        var letter = document.at("/components/schemas/Letter");
        assertThat(letter.at("/properties/division/type").asString()).isEqualTo("string");
        assertThat(letter.at("/properties/division/pattern").asString()).contains("\\d{12}");
        assertThat(letter.path("required").toString()).doesNotContain("division");
        var fate = document.at("/components/schemas/Fate");
        assertThat(fate.at("/discriminator/mapping/waiting").asString())
                .isEqualTo("#/components/schemas/Waiting");
        assertThat(document.at("/components/schemas/Waiting/properties/state/const").asString())
                .isEqualTo("waiting");
        assertThat(document.at("/components/schemas/Waiting/properties/letter/format").asString())
                .isEqualTo("uuid");
        assertThat(document.at("/components/schemas/Delivered/required").toString())
                .contains("\"at\"")
                .doesNotContain("\"to\"");
    }

    @Test
    void answersAsPromised() {
        var contract = ApiContract.of(page);
        var resident = resident(RealNameLevel.L3);
        for (var path :
                Set.of(
                        "/api/v1/me",
                        "/api/v1/letters",
                        A_LETTER,
                        "/api/v1/fates",
                        "/api/v1/fates/first")) {
            contract.assertPromised(
                    "GET",
                    path,
                    200,
                    text(resident.get().uri(path).exchange().expectStatus().isOk()));
        }
        contract.assertPromised(
                "GET",
                "/open/v1/halls?floor=9",
                400,
                text(guest().get().uri("/open/v1/halls?floor=9").exchange()));
        contract.assertPromised(
                "GET", "/api/v1/me", 401, text(guest().get().uri("/api/v1/me").exchange()));
        contract.assertPromised(
                "GET",
                "/admin/v1/desk",
                403,
                text(
                        bearing(ISSUER.staffToken("s-1", Set.of(Role.AUDITOR), "audit", null))
                                .get()
                                .uri("/admin/v1/desk")
                                .exchange()));
        contract.assertPromised(
                "GET", "/open/v1/fault", 500, text(guest().get().uri("/open/v1/fault").exchange()));
        contract.assertPromised(
                "PUT",
                A_LETTER,
                204,
                text(resident.put().uri(A_LETTER).header("If-Match", "\"v3\"").exchange()));
    }

    @Test
    void noticesAnswersThatBreakThePromise() {
        var contract = ApiContract.of(page);
        assertThatThrownBy(() ->
                        contract.assertPromised(
                                "GET", "/api/v1/fates/first", 200, "{\"state\":\"waiting\"}"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("place");
        assertThatThrownBy(() ->
                        contract.assertPromised(
                                "GET",
                                "/api/v1/fates/first",
                                200,
                                """
                                {"state": "waiting", "place": 1, "secret": "no",
                                 "letter": "00000000-0000-0001-0000-000000000002"}
                                """))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("secret");
        assertThatThrownBy(() -> contract.assertPromised("GET", "/api/v1/me", 418, ""))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("418");
        assertThatThrownBy(() -> contract.assertPromised("DELETE", "/api/v1/me", 200, ""))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("undocumented");
    }

    private JsonNode operation(String path, String method) {
        return document.path("paths").path(path).path(method);
    }

    private String parameters(String path, String method) {
        var parameters = operation(path, method).path("parameters");
        return parameters.isMissingNode() ? "" : parameters.toString();
    }
}
