package city.zhanqiao.local.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import city.zhanqiao.local.journey.City.Person;
import city.zhanqiao.local.journey.City.Reply;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A card from the wish to the result, as the resident, the office and the auditor see it. */
@Tag("any-issuer")
@ExtendWith(WholeCity.class)
class FirstJourneyTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String DONE = "Result ready";
    private static final String CHINESE_PHONE = "phone-of-the-journey";
    private static final String ENGLISH_PHONE = "phone-in-english";

    @Test
    void bringsACardFromTheWishToTheResult(City city) {
        Person lin = city.as("lin");
        anyDeviceOf(lin, CHINESE_PHONE);
        register(
                lin,
                ENGLISH_PHONE,
                """
                {"provider": "FCM", "addressKind": "FCM_TOKEN", "address": "%s", "language": "en"}
                """);
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
        awaitPushes(city, card, 1);
        card.goesThroughTheOffice(step -> awaitPushes(city, card, step + 1));

        Reply seen = card.seenByLin();
        assertThat(seen.at("/state")).isEqualTo("ISSUED");
        assertThat(seen.at("/result")).isNotBlank();
        assertThat(acts(seen))
                .containsExactly(
                        "DRAFT", "FILL_IN", "SUBMIT", "ACCEPT", "TAKE_UP", "APPROVE", "ISSUE");
        assertThat(lin.get(Case.APPLICATIONS).item("/id", card.id())).isPresent();
        assertThat(city.pushes(CHINESE_PHONE).toString())
                .doesNotContain("林晓雨", "19900000001", "示例路", seen.at("/receiptNumber"));
        List<String> told = told(lin, card);
        List<Shown> chinese = shown(city, CHINESE_PHONE, told);
        List<Shown> english = shown(city, ENGLISH_PHONE, told);
        assertThat(chinese.stream().map(Shown::message).toList()).isEqualTo(told);
        assertThat(english.stream().map(Shown::message).toList()).isEqualTo(told);
        assertThat(chinese).allMatch(Shown::isChinese);
        assertThat(english).noneMatch(Shown::isChinese);
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
        // Services take seconds to write their documents for the first time.
        JsonNode paths =
                await().atMost(Duration.ofMinutes(2))
                        .until(
                                () -> city.guest().get("/openapi.json").body(),
                                document -> document.path("x-zhanqiao-missing").isEmpty())
                        .path("paths");

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
        register(
                person,
                device,
                """
                {"provider": "FCM", "addressKind": "FCM_TOKEN", "address": "%s"}
                """);
    }

    private static void register(Person person, String device, String registration) {
        Reply reply = person.put("/api/v1/devices/" + device, registration.formatted(device));
        assertThat(reply.status()).as(reply.text()).isBetween(200, 204);
    }

    /** One after the other: of what waits about one case only the newest would be sent. */
    private static void awaitPushes(City city, Case card, int count) {
        Person lin = city.as("lin");
        await().atMost(SOON)
                .until(() ->
                        shown(city, CHINESE_PHONE, told(lin, card)).size() == count
                                && shown(city, ENGLISH_PHONE, told(lin, card)).size() == count);
    }

    /** The ids of the messages about a case, the oldest first. */
    private static List<String> told(Person person, Case about) {
        return inbox(person, about).reversed().stream()
                .map(item -> item.path("id").asString())
                .toList();
    }

    /** What the page for people shows of these messages on a phone, the oldest first. */
    private static List<Shown> shown(City city, String device, List<String> messages) {
        return Arrays.stream(city.pushPage().split("<li", -1))
                .filter(push -> push.contains("token " + device + "<"))
                .map(Shown.PATTERN::matcher)
                .filter(Matcher::find)
                .map(push -> new Shown(push.group(1), push.group(2)))
                .filter(push -> messages.contains(push.message()))
                .toList()
                .reversed();
    }

    /**
     * One push on the page.
     *
     * @param words title and text
     * @param message the one in the inbox that it points to
     */
    private record Shown(String words, String message) {
        static final Pattern PATTERN = Pattern.compile("(?s)<b>(.*)<small>.*nid=([0-9a-f-]{36})");

        boolean isChinese() {
            return words.codePoints().anyMatch(Character::isIdeographic);
        }
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
