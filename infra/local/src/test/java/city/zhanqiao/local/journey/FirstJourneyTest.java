package city.zhanqiao.local.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import city.zhanqiao.local.journey.City.Person;
import city.zhanqiao.local.journey.City.Reply;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A card from the wish to the result, as the resident, the office and the auditor see it. */
@ExtendWith(WholeCity.class)
class FirstJourneyTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String DONE = "Result ready";

    @Test
    void bringsACardFromTheWishToTheResult(City city) {
        Person lin = city.as("lin");
        anyDeviceOf(lin, "phone-of-the-journey");
        assertThat(
                        city.guest()
                                .get("/open/v1/items?district=370202&q=社会保障卡")
                                .item("/code", "social-card"))
                .isPresent();
        Reply guide = city.guest().get("/open/v1/items/social-card");
        assertThat(guide.body().has("form")).isTrue();

        Case card = Case.submitted(city);
        assertThat(
                        city.as("hr-clerk-shinan")
                                .get(Case.OFFICE + "?state=SUBMITTED")
                                .item("/id", card.id()))
                .isPresent();
        card.goesThroughTheOffice();

        Reply seen = card.seenByLin();
        assertThat(seen.at("/state")).isEqualTo("ISSUED");
        assertThat(seen.at("/result")).isNotBlank();
        assertThat(acts(seen))
                .containsExactly(
                        "DRAFT", "FILL_IN", "SUBMIT", "ACCEPT", "TAKE_UP", "APPROVE", "ISSUE");
        assertThat(lin.get(Case.APPLICATIONS).item("/id", card.id())).isPresent();
        await().atMost(SOON).until(() -> pushedStates(city, "phone-of-the-journey") >= 4);
        assertThat(inbox(lin, card)).isNotEmpty();
        assertThat(city.pushes("phone-of-the-journey").toString())
                .doesNotContain("林晓雨", "19900000001", "示例路", seen.at("/receiptNumber"));
    }

    @Test
    void tellsTheAuditorWhoDidWhatAndThatNothingWasTamperedWith(City city) {
        Case card = Case.submitted(city);
        card.goesThroughTheOffice();
        Person auditor = city.as("auditor");

        Set<String> acts =
                auditor.get("/admin/v1/audit?limit=200")
                        .body()
                        .path("items")
                        .valueStream()
                        .filter(row -> row.path("subject").asString().equals(card.id()))
                        .map(row -> row.path("action").asString())
                        .collect(Collectors.toSet());
        assertThat(acts).contains("application.submit", "application.accept");
        assertThat(city.as("hr-clerk-shinan").get("/admin/v1/audit").status()).isEqualTo(403);
        await().atMost(SOON).until(() -> verdicts(auditor).equals(List.of("intact")));
    }

    /** The message is late, and it comes. */
    @Test
    void goesOnWhileRedisStandsStill(City city) throws Exception {
        Person lin = city.as("lin");
        anyDeviceOf(lin, "phone-without-redis");
        Case card = Case.submitted(city);
        await().atMost(SOON).until(() -> !inbox(lin, card).isEmpty());

        signal(city.redis(), "STOP");
        try {
            card.goesThroughTheOffice();
            assertThat(card.seenByLin().at("/state")).isEqualTo("ISSUED");
        } finally {
            signal(city.redis(), "CONT");
        }

        await().atMost(SOON)
                .until(() ->
                        inbox(lin, card).stream()
                                .anyMatch(item -> item.path("title").asString("").equals(DONE)));
    }

    @Test
    void answersAReceiptForWhatWasDoneAndForWhatWasNot(City city) {
        Case card = Case.drafted(city);
        card.fillIn(Case.FORM);
        String key = City.key();
        card.submit(key);

        assertThat(city.as("lin").get("/api/v1/receipts/" + key).status()).isEqualTo(200);
        assertThat(city.as("lin").get("/api/v1/receipts/" + City.key()).status()).isEqualTo(404);
        assertThat(city.as("guo").get("/api/v1/receipts/" + key).status()).isEqualTo(404);
    }

    @Test
    void describesEveryOperationInOneDocument(City city) {
        JsonNode paths = city.guest().get("/openapi.json").body().path("paths");

        assertThat(paths.propertyNames())
                .contains(
                        "/open/v1/divisions",
                        "/open/v1/scenarios",
                        "/open/v1/items",
                        "/open/v1/items/{code}",
                        "/api/v1/me",
                        "/api/v1/applications",
                        "/api/v1/applications/{id}",
                        "/api/v1/applications/{id}/form",
                        "/api/v1/applications/{id}/submission",
                        "/admin/v1/applications",
                        "/admin/v1/applications/{id}/acceptance",
                        "/admin/v1/applications/{id}/review",
                        "/admin/v1/applications/{id}/decision",
                        "/admin/v1/applications/{id}/issuance",
                        "/admin/v1/audit",
                        "/api/v1/inbox",
                        "/api/v1/devices/{deviceId}",
                        "/api/v1/receipts/{idempotencyKey}");
        assertThat(city.guest().get("/docs").status()).isIn(200, 302);
    }

    private static void anyDeviceOf(Person person, String device) {
        Reply reply =
                person.put(
                        "/api/v1/devices/" + device,
                        """
                        {"provider": "FCM", "addressKind": "FCM_TOKEN", "address": "%s"}
                        """
                                .formatted(device));
        assertThat(reply.status()).as(reply.text()).isBetween(200, 204);
    }

    private static List<String> acts(Reply seen) {
        return seen.body()
                .path("timeline")
                .valueStream()
                .map(step -> step.path("act").asString())
                .toList();
    }

    private static List<JsonNode> inbox(Person person, Case about) {
        return person.get("/api/v1/inbox?limit=100")
                .body()
                .path("items")
                .valueStream()
                .filter(item -> item.toString().contains(about.id()))
                .toList();
    }

    private static long pushedStates(City city, String device) {
        return city.pushes(device).size();
    }

    private static List<String> verdicts(Person auditor) {
        return auditor.get("/admin/v1/audit/verification")
                .body()
                .path("services")
                .valueStream()
                .map(service -> service.at("/verdict/verdict").asString())
                .distinct()
                .toList();
    }

    private static void signal(ProcessHandle process, String name)
            throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    }
}
