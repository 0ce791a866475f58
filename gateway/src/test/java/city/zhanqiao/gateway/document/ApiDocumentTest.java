package city.zhanqiao.gateway.document;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.gateway.peer.Peer;
import city.zhanqiao.gateway.support.Reply;
import city.zhanqiao.gateway.support.TestCity;
import city.zhanqiao.web.test.ApiContract;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.util.EnumSet;
import java.util.Map;

class ApiDocumentTest {

    private static TestCity city;

    @BeforeAll
    static void start() {
        city =
                TestCity.with(
                        EnumSet.of(Peer.APPLICATIONS, Peer.APPOINTMENTS, Peer.NOTICES), Map.of());
        tell(
                Peer.APPLICATIONS,
                """
                {"paths": {
                   "/api/v1/applications": {"get": {"operationId": "list", "tags": ["cases"], "responses": {"200": {
                      "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Page"}}}}}}},
                   "/internal/v1/events": {"get": {"operationId": "after", "responses": {"200": {}}}},
                   "/admin/v1/audit": {"get": {"operationId": "list_1", "responses": {"200": {}}}}},
                 "components": {"schemas": {
                   "Page": {"type": "object", "properties": {"items": {"type": "array",
                      "items": {"$ref": "#/components/schemas/Item"}}}},
                   "Item": {"type": "object", "properties": {"state": {"type": "string"}}},
                   "Shared": {"type": "string"}}}}
                """);
        tell(
                Peer.APPOINTMENTS,
                """
                {"paths": {
                   "/api/v1/bookings": {"get": {"operationId": "list", "responses": {"200": {
                      "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Page"}}}}}}}},
                 "components": {"schemas": {
                   "Page": {"type": "object", "properties": {"items": {"type": "array",
                      "items": {"$ref": "#/components/schemas/Item"}}}},
                   "Item": {"oneOf": [{"$ref": "#/components/schemas/Held"}],
                      "discriminator": {"propertyName": "state",
                         "mapping": {"held": "#/components/schemas/Held"}}},
                   "Held": {"type": "object"},
                   "Shared": {"type": "string"}}}}
                """);
        city.service(Peer.NOTICES)
                .stubFor(get("/v3/api-docs").willReturn(aResponse().withStatus(500)));
    }

    @AfterAll
    static void stop() {
        city.close();
    }

    @Test
    void unitesWhatIsRoutedAndNothingElse() {
        JsonNode document = document();

        assertThat(document.path("openapi").asString()).isEqualTo("3.1.0");
        assertThat(document.path("paths").propertyNames())
                .contains(
                        "/api/v1/applications",
                        "/api/v1/bookings",
                        "/api/v1/receipts/{idempotencyKey}",
                        "/admin/v1/audit")
                .noneMatch(path -> path.startsWith("/internal"));
    }

    @Test
    void givesEveryOperationAnIdOfItsOwn() {
        JsonNode document = document();

        assertThat(document.at("/paths/~1api~1v1~1bookings/get/operationId").asString())
                .isEqualTo("appointmentsList");
        assertThat(document.at("/paths/~1api~1v1~1applications/get/operationId").asString())
                .isEqualTo("applicationsList");
        assertThat(document.findValuesAsString("operationId")).doesNotHaveDuplicates();
    }

    @Test
    void documentsItsOwnOperationsByTheRulesOfTheHouse() {
        ApiContract.of(city.get("/v3/api-docs").text()).assertDocumented();
    }

    @Test
    void tellsEqualNamesWithDifferentContentApart() {
        JsonNode schemas = document().at("/components/schemas");

        assertThat(schemas.propertyNames())
                .contains(
                        "ApplicationsItem",
                        "AppointmentsItem",
                        "ApplicationsPage",
                        "AppointmentsPage",
                        "Held",
                        "Shared")
                .doesNotContain("Item", "Page", "ApplicationsShared");
        assertThat(schemas.at("/AppointmentsPage/properties/items/items/$ref").asString())
                .isEqualTo("#/components/schemas/AppointmentsItem");
        assertThat(schemas.at("/AppointmentsItem/discriminator/mapping/held").asString())
                .isEqualTo("#/components/schemas/Held");
    }

    @Test
    void refersToNothingThatIsMissing() {
        JsonNode document = document();

        assertThat(
                        document.findValuesAsString("$ref").stream()
                                .filter(to -> document.at(to.substring(1)).isMissingNode()))
                .isEmpty();
    }

    @Test
    void saysOfItsOwnOperationsWhoMayCallThem() {
        JsonNode document = document();

        assertThat(document.at("/paths/~1api~1v1~1home/get/x-zhanqiao-access/by").asString())
                .isEqualTo("RESIDENT");
        assertThat(
                        document.at("/paths/~1admin~1v1~1audit/get/x-zhanqiao-access/roles/0")
                                .asString())
                .isEqualTo("auditor");
        assertThat(document.at("/paths/~1open~1v1~1start/get/x-zhanqiao-access/by").asString())
                .isEqualTo("ANYONE");
    }

    @Test
    void knowsACaseAtHomeAsInTheListOfCases() {
        JsonNode home =
                document()
                        .at(
                                "/paths/~1api~1v1~1home/get/responses/200/content/application~1json/schema");
        JsonNode form = document().at(home.path("$ref").asString().substring(1) + "/properties");

        assertThat(form.at("/cases/properties/items/items/$ref").asString())
                .isEqualTo("#/components/schemas/ApplicationsItem");
        assertThat(form.at("/nextBooking/$ref").asString())
                .isEqualTo("#/components/schemas/AppointmentsItem");
        assertThat(form.at("/emergencies/items").has("$ref")).isFalse();
    }

    @Test
    void listsTheTagsThatOperationsCarry() {
        assertThat(document().path("tags").findValuesAsString("name")).contains("cases", "home");
    }

    @Test
    void namesTheServiceWhoseDocumentIsMissing() {
        assertThat(document().path("x-zhanqiao-missing").toString()).isEqualTo("[\"notices\"]");
    }

    @Test
    void showsItInABrowser() {
        Reply docs = city.get("/docs");
        assertThat(docs.status()).isEqualTo(302);
        assertThat(docs.header("Location")).endsWith("/swagger-ui/index.html");
        assertThat(city.get("/swagger-ui/index.html").text()).contains("swagger-ui");
        assertThat(city.get("/swagger-ui/swagger-initializer.js").text())
                .contains("/v3/api-docs/swagger-config");
        assertThat(city.get("/v3/api-docs/swagger-config").body().path("url").asString())
                .isEqualTo("/openapi.json");
    }

    private static JsonNode document() {
        Reply reply = city.get("/openapi.json");
        assertThat(reply.status()).isEqualTo(200);
        return reply.body();
    }

    private static void tell(Peer peer, String document) {
        city.service(peer).stubFor(get("/v3/api-docs").willReturn(okJson(document)));
    }
}
