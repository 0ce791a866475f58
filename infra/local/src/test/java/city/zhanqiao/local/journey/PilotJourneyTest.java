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
import java.time.YearMonth;
import java.util.List;
import java.util.stream.Stream;

/**
 * A scenario is planned, opened, used, measured and stopped: what the pilot office decides holds in
 * every service, and what residents do there comes back as figures.
 */
@ExtendWith(WholeCity.class)
class PilotJourneyTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String PILOTS = "/admin/v1/pilots";
    private static final String ITEM = "flexible-insurance";
    private static final String HALL = "west-coast-example";
    private static final String WESTCOAST = "370211";
    private static final String GROUNDS = "\"reason\": \"按评估结果\", \"paper\": \"试点办〔2026〕9号\"";
    private static final String MISSING =
            "{\"missing\": [{\"about\": \"bankName\", \"what\": \"请写全开户银行名称\"}]}";

    @Test
    void opensMeasuresAndStopsAScenarioForNobodyWhoHasBegun(City city) {
        Case lins = filledIn(city, "lin");
        Case fathers = filledIn(city, "ma-father");
        Case daughters = filledIn(city, "ma");
        Reply early = submit(lins, "lin");
        assertThat(early.code()).isEqualTo("SCENARIO_CLOSED");
        assertThat(early.at("/detail")).contains("not open in the chosen district");
        assertThat(early.at("/nextAction")).contains("window", "12345");

        String pilot = planned(city, "item:" + ITEM, "370202");
        decide(city, pilot, "opening");
        await().atMost(SOON).until(() -> submit(lins, "lin").status() == 200);
        assertThat(submit(fathers, "ma-father").status()).isEqualTo(200);
        Case suns = takenInElsewhere(city);
        LifeEvent.done(fathers.step("hr-clerk-shinan", "correction-request", MISSING));
        Stream.of(lins, suns).forEach(PilotJourneyTest::approved);
        LifeEvent.done(lins.step("hr-clerk-shinan", "issuance", ""));
        LifeEvent.done(lins.step("hr-clerk-shinan", "delivery", "{\"way\": \"PICK_UP\"}"));
        LifeEvent.done(city.as("lin").post(lins.path() + "/rating", "{\"level\": 5}"));

        decide(city, pilot, "stop");

        hears(city, "ma-father", fathers, "Your application goes on");
        hears(city, "ma", daughters, "Your draft cannot be handed in");
        Reply late = submit(daughters, "ma");
        assertThat(late.code()).isEqualTo("SCENARIO_CLOSED");
        assertThat(titles(city, "lin", lins)).doesNotContain("Your application goes on");
        LifeEvent.done(
                city.as("ma-father")
                        .act("POST", fathers.path() + "/correction", City.key(), "*", ""));
        approved(fathers);
        countsWhatHappened(city, pilot);
    }

    /**
     * Three cases, of an elder one of them; one came from a window, one was corrected, one was
     * fetched at the counter. How many days they took depends on the hour and is compared in the
     * simulated pilot.
     */
    private static void countsWhatHappened(City city, String pilot) {
        List<String> expected =
                List.of(
                        "ONLINE 2/3",
                        "NO_VISIT 1/3",
                        "AT_ONCE 2/3",
                        "VISITS_PER_CASE 2/3",
                        "PROMISE_CUT 21/30",
                        "ON_TIME 3/3",
                        // The clerk at the window has seen one paper; the others were spared it.
                        "PAPERS_SPARED 2/3",
                        "JOINT 0/3",
                        "CROSS_DISTRICT 1/3",
                        "GOOD 1/1",
                        "RATED 1/3",
                        "BAD_REMEDIED_IN_TIME 0/0",
                        "ACTIVE_RESIDENTS 3/-",
                        "ELDERS 1/3",
                        "COMPLETION 2/3",
                        "COST_PER_CASE 0/0");
        YearMonth month = YearMonth.now(CityTime.ZONE);
        String path =
                "%s/%s/indicators?from=%s&to=%s"
                        .formatted(PILOTS, pilot, month.minusMonths(1), month);
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(
                                        city.as("pilot-office")
                                                .get(path)
                                                .body()
                                                .path("indicators")
                                                .valueStream()
                                                .map(PilotJourneyTest::toFraction)
                                                .filter(one -> !one.startsWith("SPEED_UP")))
                                .containsExactlyElementsOf(expected));
    }

    @Test
    void stopsBookingsAtAHallAndTellsThoseWhoHaveOne(City city) {
        Person zhao = city.as("zhao");
        List<String> times = freeTimes(city);
        Reply held = hold(zhao, times.getFirst());
        LifeEvent.done(held);
        String booking = Family.BOOKINGS + "/" + held.at("/id");
        LifeEvent.done(zhao.post(booking + "/confirmation", ""));
        String pilot =
                city.as("pilot-office")
                        .get(PILOTS + "?limit=100&scenario=hall:" + HALL)
                        .item("/state", "PILOT")
                        .orElseThrow()
                        .path("id")
                        .asString();
        try {
            decide(city, pilot, "stop");

            await().atMost(SOON)
                    .until(() ->
                            zhao.get("/api/v1/inbox?limit=100")
                                    .item("/title", "Your booking stays")
                                    .isPresent());
            assertThat(zhao.get(booking).at("/state")).isEqualTo("CONFIRMED");
            Reply refused = hold(city.as("guo"), times.getLast());
            assertThat(refused.code()).isEqualTo("SCENARIO_CLOSED");
            assertThat(refused.at("/detail")).contains("市南区");
            assertThat(refused.at("/nextAction")).isNotBlank();
        } finally {
            decide(city, planned(city, "hall:" + HALL, WESTCOAST), "opening");
        }
        await().atMost(SOON).until(() -> hold(city.as("guo"), times.getLast()).status() == 201);
    }

    private static Case filledIn(City city, String who) {
        Person person = city.as(who);
        LifeEvent.done(person.get("/api/v1/me"));
        Reply draft = Case.draft(person, ITEM, Case.STREET);
        assertThat(draft.status()).as(draft.text()).isEqualTo(201);
        Case begun = new Case(city, draft.at("/id"));
        LifeEvent.done(person.put(begun.path() + "/form", "{\"form\": " + form() + "}"));
        return begun;
    }

    private static Reply submit(Case one, String who) {
        return one.city().as(who).act("POST", one.path() + "/submission", City.key(), "*", "");
    }

    /** At a window of another district, for somebody whose document the clerk has seen. */
    private static Case takenInElsewhere(City city) {
        LifeEvent.done(city.as("sun").get("/api/v1/me"));
        Reply taken =
                city.as("hr-clerk-laoshan")
                        .post(
                                Case.OFFICE,
                                """
                                {"item": "%s", "division": "%s", "realName": "孙立",
                                 "residentNumber": "370202198501079954", "papers": ["resident-id"], "form": %s}
                                """
                                        .formatted(ITEM, Case.STREET, form()));
        assertThat(taken.status()).as(taken.text()).isEqualTo(201);
        return new Case(city, taken.at("/id"));
    }

    private static void approved(Case one) {
        LifeEvent.done(one.step("hr-clerk-shinan", "acceptance", "{}"));
        LifeEvent.done(one.step("hr-reviewer-shinan", "review", "{}"));
        LifeEvent.done(one.step("hr-decider-shinan", "decision", LifeEvent.APPROVE));
    }

    private static String planned(City city, String scenario, String district) {
        Reply planned =
                city.as("pilot-office")
                        .post(
                                PILOTS,
                                """
                                {%s, "scenario": "%s", "title": "示例", "titleEn": "Example",
                                 "department": "human-resources", "district": "%s"}
                                """
                                        .formatted(GROUNDS, scenario, district));
        assertThat(planned.status()).as(planned.text()).isEqualTo(201);
        return planned.at("/id");
    }

    /** One proposes, another approves. */
    private static void decide(City city, String pilot, String act) {
        String path = PILOTS + "/" + pilot + "/";
        Reply proposed = act(city, "pilot-office", path + act, "{" + GROUNDS + "}");
        LifeEvent.done(proposed);
        List<JsonNode> moves = proposed.body().path("moves").valueStream().toList();
        String approval = path + "moves/" + moves.getLast().path("id").asString() + "/approval";
        assertThat(act(city, "pilot-office", approval, "{}").code())
                .isEqualTo("APPROVER_IS_AUTHOR");
        LifeEvent.done(act(city, "pilot-office-second", approval, "{}"));
    }

    private static Reply act(City city, String who, String path, String body) {
        return city.as(who).act("POST", path, City.key(), "*", body);
    }

    private static void hears(City city, String who, Case about, String title) {
        await().atMost(SOON).until(() -> titles(city, who, about).contains(title));
    }

    private static List<String> titles(City city, String who, Case about) {
        return city.as(who)
                .get("/api/v1/inbox?limit=100")
                .body()
                .path("items")
                .valueStream()
                .filter(item -> item.toString().contains(about.id()))
                .map(item -> item.path("title").asString())
                .toList();
    }

    private static List<String> freeTimes(City city) {
        return city.guest()
                .get("/open/v1/halls/" + HALL + "/availability?service=general")
                .body()
                .path("days")
                .valueStream()
                .skip(2)
                .flatMap(day -> day.path("places").valueStream())
                .filter(place -> place.path("free").asInt() > 0)
                .map(place -> place.path("startsAt").asString())
                .toList();
    }

    private static Reply hold(Person person, String startsAt) {
        return person.post(
                Family.BOOKINGS,
                "{\"hall\": \"%s\", \"service\": \"general\", \"startsAt\": \"%s\"}"
                        .formatted(HALL, startsAt));
    }

    private static String toFraction(JsonNode one) {
        return "%s %d/%s"
                .formatted(
                        one.path("indicator").asString(),
                        one.path("numerator").asLong(),
                        one.has("denominator") ? one.path("denominator").asString() : "-");
    }

    private static String form() {
        return """
        {"applicantName": "林晓雨", "applicantNumber": "370202199304129961", "phone": "19900000001",
         "gender": "FEMALE", "birthDate": "1993-04-12", "residenceDivision": "370202001000",
         "residenceAddress": "示例路1号", "insuranceKinds": ["PENSION"], "paymentBase": "P60",
         "paymentCycle": "MONTH", "flexibleWork": "FREELANCE", "insuredBefore": false,
         "startMonth": "2027-01", "bankAccount": "6222000000000000", "bankName": "示例银行"}
        """;
    }
}
