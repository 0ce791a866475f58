package city.zhanqiao.local.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.local.journey.City.Person;
import city.zhanqiao.local.journey.City.Reply;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** 新生儿出生一件事: one form, one set of papers, six departments, one visible result. */
@ExtendWith(WholeCity.class)
class NewbornJourneyTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String PHONE = "phone-of-a-father";
    private static final String MISSING =
            """
            {"missing": [{"about": "householdBook", "what": "户号与户口簿不一致"},
                         {"about": "cost-receipts", "what": "费用票据须在承诺日期前补交"}]}
            """;

    @Test
    void goesFromOneFormToEightResults(City city) throws Exception {
        Person zhao = city.as("zhao");
        LifeEvent.done(
                zhao.put(
                        "/api/v1/devices/" + PHONE,
                        "{\"provider\": \"FCM\", \"addressKind\": \"FCM_TOKEN\", \"address\": \""
                                + PHONE
                                + "\"}"));
        asksEachThingOnce(city);

        LifeEvent birth = birthOf(city, zhao);
        handsInWithoutTheReceipts(birth);
        isToldOnceWhatIsMissing(birth);
        LifeEvent.done(birth.lead("health-clerk-westcoast", "acceptance", ""));
        assertThat(birth.standing())
                .isEqualTo(Map.of("ACCEPTED", "A1", "WAITING", "A2 A3 A4 A5 A6 A7 A8"));
        promisesFiveDays(birth);

        birth.handleTogether("A1");
        assertThat(birth.standing())
                .isEqualTo(
                        Map.of("ISSUED", "A1", "ACCEPTED", "A2 A3 A7 A8", "WAITING", "A4 A5 A6"));
        waitsForThePromisedPaper(birth);
        birth.handleTogether("A2", "A3", "A8");
        assertThat(birth.standing())
                .isEqualTo(
                        Map.of("ISSUED", "A1 A2 A3 A7 A8", "ACCEPTED", "A4 A6", "WAITING", "A5"));
        birth.handleTogether("A4", "A6");
        assertThat(birth.standing())
                .isEqualTo(Map.of("ISSUED", "A1 A2 A3 A4 A6 A7 A8", "ACCEPTED", "A5"));
        showsPapersOnlyToWhoNeedsThem(city, birth);
        birth.handleTogether("A5");

        assertThat(birth.seen().at("/state")).isEqualTo("COMPLETED");
        assertThat(birth.places()).allMatch(birth::isResultValid);
        assertThat(zhao.get(birth.path("result")).at("/title")).isEqualTo("Summary of results");
        hearsOfEachStepOnce(city, birth);
        LifeEvent.done(birth.own("rating", "{\"level\": 5}"));
    }

    private static void asksEachThingOnce(City city) {
        JsonNode guide = city.guest().get("/open/v1/bundles/newborn").body().path("guide");
        assertThat(
                        guide.path("materials")
                                .valueStream()
                                .map(paper -> paper.path("code").asString()))
                .doesNotHaveDuplicates()
                .contains("cost-receipts", "resident-id");
        assertThat(guide.at("/form/properties").propertyNames())
                .contains("childName", "vaccinationClinic", "bankAccount");
    }

    private static LifeEvent birthOf(City city, Person zhao) {
        Reply draft = LifeEvent.draft(zhao, "newborn", "370211001000", ", \"with\": [\"A8\"]");
        LifeEvent.done(draft);
        LifeEvent birth =
                new LifeEvent(city, "zhao", "westcoast", draft.at("/id"))
                        .filledIn("newborn", "cost-receipts");
        assertThat(birth.submit(promise()).code()).isEqualTo("GUARDIAN_CONSENT_MISSING");
        LifeEvent.done(zhao.post(birth.path("guardian-consent"), "{\"agreed\": true}"));
        return birth;
    }

    /** 容缺: the receipts may follow, if it is promised when. */
    private static void handsInWithoutTheReceipts(LifeEvent birth) {
        assertThat(birth.submit("").code()).isEqualTo("MATERIALS_MISSING");
        Reply received = birth.submit(promise());
        LifeEvent.done(received);
        assertThat(received.at("/receiptNumber")).startsWith("370211");
        assertThat(birth.standing()).isEqualTo(Map.of("WAITING", "A1 A2 A3 A4 A5 A6 A7 A8"));
    }

    private static String promise() {
        return "{\"promise\": {\"papers\": [\"cost-receipts\"], \"until\": \"%s\"}}"
                .formatted(CityTime.today(InstantSource.system()).plusDays(5));
    }

    private static void isToldOnceWhatIsMissing(LifeEvent birth) {
        LifeEvent.done(birth.lead("health-clerk-westcoast", "correction-request", MISSING));
        assertThat(birth.seen().at("/state")).isEqualTo("CORRECTION_REQUESTED");
        assertThat(birth.seen().body().path("corrections")).hasSize(2);
        birth.filledIn("newborn", "cost-receipts");
        LifeEvent.done(birth.own("correction", ""));
        assertThat(birth.lead("health-clerk-westcoast", "correction-request", MISSING).status())
                .isEqualTo(409);
        assertThat(birth.seen().at("/state")).isEqualTo("SUBMITTED");
    }

    private static void promisesFiveDays(LifeEvent birth) {
        assertThat(birth.seen().body().path("clocks").valueStream())
                .filteredOn(clock -> clock.path("clock").asString().equals("PROMISE"))
                .singleElement()
                .extracting(clock -> clock.path("limit").asInt())
                .isEqualTo(5);
    }

    private static void waitsForThePromisedPaper(LifeEvent birth) {
        birth.review("A7");
        LifeEvent.done(birth.decision("A7", LifeEvent.APPROVE));
        assertThat(birth.issue("A7").code()).isEqualTo("PAPERS_OPEN");
        birth.supplied("cost-receipts");
        LifeEvent.done(birth.issue("A7"));
    }

    /** The insurance needs the receipts; the tax office is not even told that they are there. */
    private static void showsPapersOnlyToWhoNeedsThem(City city, LifeEvent birth) {
        String receipts = "/materials/cost-receipts";
        String insurance = Case.OFFICE + "/" + birth.memberId("A7") + receipts;
        assertThat(city.as("insurance-reviewer-westcoast").get(insurance).status()).isEqualTo(200);
        assertThat(city.as("tax-reviewer-westcoast").get(insurance).status()).isEqualTo(404);
        String tax = Case.OFFICE + "/" + birth.memberId("A5");
        assertThat(city.as("tax-reviewer-westcoast").get(tax + receipts).status()).isEqualTo(404);
        JsonNode part = city.as("tax-reviewer-westcoast").get(tax).body().path("form");
        assertThat(part.has("payBy")).isTrue();
        assertThat(part.has("bankAccount")).isFalse();
        assertThat(birth.resident().get("/api/v1/me/access-log?limit=100").body().path("items"))
                .anyMatch(row ->
                        row.toString().contains("material.read")
                                && row.toString().contains("medical-insurance"));
    }

    private static void hearsOfEachStepOnce(City city, LifeEvent birth) {
        await().atMost(SOON).until(() -> birth.titles().contains("All done"));
        List<String> titles = birth.titles();
        assertThat(titles).contains("Application received");
        assertThat(titles).filteredOn("All done"::equals).hasSize(1);
        assertThat(titles).filteredOn("Result ready"::equals).hasSize(8);
        assertThat(birth.inbox().toString()).contains("You may rate the service until");
        await().atMost(SOON).until(() -> city.pushes(PHONE).size() >= 8);
        assertThat(city.pushes(PHONE).toString())
                .doesNotContain("赵", "19900000003", birth.seen().at("/receiptNumber"));
    }
}
