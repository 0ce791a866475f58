package city.zhanqiao.applications;

import static city.zhanqiao.applications.BundleJourneyTest.APPROVE;
import static city.zhanqiao.applications.BundleJourneyTest.FIRM;
import static city.zhanqiao.applications.BundleJourneyTest.clerk;
import static city.zhanqiao.applications.BundleJourneyTest.handle;
import static city.zhanqiao.applications.BundleJourneyTest.member;
import static city.zhanqiao.applications.BundleJourneyTest.submitted;
import static city.zhanqiao.applications.City.act;
import static city.zhanqiao.applications.City.get;
import static city.zhanqiao.applications.City.post;
import static city.zhanqiao.applications.City.resident;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.applications.City.Reply;
import city.zhanqiao.applications.sitevisit.SiteVisitProblem;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.web.test.ProblemTexts;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** One visit to a restaurant for three departments. */
class SiteVisitTest {

    private static final String PATH = "/admin/v1/applications/site-visits";
    private static final List<String> DEPARTMENTS =
            List.of("approval", "urban-management", "fire-rescue");

    @AfterEach
    void resetTime() {
        City.CLOCK.reset();
    }

    @Test
    void servesThreeDepartmentsAndIsSignedByTwoOfficersOfEach() {
        String id = opened("v-shop");
        List<String> cases = cases("v-shop", id);
        Reply arranged = arrange("approval", cases, 2, 3);
        assertThat(arranged.status()).as(arranged.body().toString()).isEqualTo(201);
        String visit = arranged.id();
        JsonNode coming =
                get(resident("v-shop"), "/api/v1/applications/" + id + "/site-visits")
                        .body()
                        .at("/items/0");
        assertThat(coming.path("departments")).hasSize(3);
        assertThat(coming.path("done").asBoolean()).isFalse();
        assertThat(told(id)).contains("fire-rescue").contains(visit);
        assertThat(arrange("fire-rescue", cases.subList(2, 3), 4, 5).code())
                .isEqualTo("SITE_VISIT_NOT_POSSIBLE");

        DEPARTMENTS.forEach(one -> act(reviewer(one), caseOf(one, cases), "review", ""));
        assertThat(find("approval", visit, cases.getFirst()).code())
                .isEqualTo("SITE_VISIT_NOT_BEGUN");
        City.CLOCK.set(City.CLOCK.instant().plus(Duration.ofHours(2)));
        assertThat(sign("approval", visit, cases.getFirst()).code())
                .isEqualTo("SITE_VISIT_NOT_POSSIBLE");
        for (String department : DEPARTMENTS) {
            String application = caseOf(department, cases);
            assertThat(
                            post(
                                            second(department),
                                            PATH + "/" + visit + "/findings",
                                            found(application))
                                    .code())
                    .isEqualTo("SITE_VISIT_NOT_THE_REVIEWER");
            assertThat(find(department, visit, application).status()).isEqualTo(200);
            assertThat(
                            post(
                                            reviewer(department),
                                            PATH + "/" + visit + "/confirmation",
                                            "{\"application\":\"" + application + "\"}")
                                    .code())
                    .isEqualTo("SITE_VISIT_SAME_OFFICER");
            assertThat(sign(department, visit, application).text("/confirmedBy"))
                    .isEqualTo("v-second");
        }

        assertThat(
                        get(resident("v-shop"), "/api/v1/applications/" + id + "/site-visits")
                                .body()
                                .at("/items/0/done")
                                .asBoolean())
                .isTrue();
        for (String department : DEPARTMENTS) {
            Reply decided =
                    act(
                            City.staff("v-dec", department, Role.DECIDER),
                            caseOf(department, cases),
                            "decision",
                            APPROVE);
            assertThat(decided.status()).as(decided.body().toString()).isEqualTo(200);
        }
        assertThat(
                        City.PLACE.count(
                                "SELECT count(*) FROM application_step WHERE act = 'SECOND_CHECK'"
                                        + " AND application IN (SELECT id FROM application WHERE"
                                        + " parent = '"
                                        + id
                                        + "')"))
                .isEqualTo(4);
    }

    @Test
    void stopsNoClockAndShowsEachDepartmentItsOwnFindingsOnly() {
        String id = opened("v-own");
        List<String> cases = cases("v-own", id);
        String visit = arrange("approval", cases, 2, 3).id();
        act(reviewer("approval"), cases.getFirst(), "review", "");
        City.CLOCK.set(City.CLOCK.instant().plus(Duration.ofHours(2)));
        find("approval", visit, cases.getFirst());

        assertThat(City.state(cases.getFirst())).isEqualTo("UNDER_REVIEW");
        assertThat(
                        get(reviewer("approval"), "/admin/v1/applications/" + cases.getFirst())
                                .body()
                                .path("clocks")
                                .valueStream()
                                .filter(clock -> clock.path("clock").asString().equals("PROMISE")))
                .allMatch(clock -> clock.path("running").asBoolean());
        assertThat(get(reviewer("approval"), PATH).body().toString()).contains("符合要求");
        assertThat(get(reviewer("fire-rescue"), PATH).body().toString())
                .contains(visit)
                .doesNotContain("符合要求");
        assertThat(
                        City.PLACE.count(
                                "SELECT count(*) FROM site_check WHERE"
                                        + " position(convert_to('符合','UTF8') in finding) > 0"))
                .isZero();
    }

    @Test
    void isRefusedForWhatIsNotOneMatter() {
        String one = opened("v-one");
        String other = opened("v-two");
        assertThat(
                        arrange(
                                        "approval",
                                        List.of(
                                                cases("v-one", one).getFirst(),
                                                cases("v-two", other).getFirst()),
                                        2,
                                        3)
                                .code())
                .isEqualTo("SITE_VISIT_NOT_JOINT");
        assertThat(arrange("tax", cases("v-one", one), 2, 3).code())
                .isEqualTo("SITE_VISIT_NOT_JOINT");
        assertThat(arrange("approval", cases("v-one", one), -2, 3).code())
                .isEqualTo("SITE_VISIT_IN_THE_PAST");
        assertThat(arrange("approval", List.of(member("v-one", one, "B1")), 2, 3).code())
                .isEqualTo("SITE_VISIT_NOT_POSSIBLE");
        assertThat(find("approval", one, cases("v-one", one).getFirst()).code())
                .isEqualTo("SITE_VISIT_NOT_FOUND");
    }

    @Test
    void hasWordsForEveryProblem() {
        ProblemTexts.assertComplete(SiteVisitProblem.class);
    }

    private static String opened(String who) {
        String id = submitted(who, "restaurant", FIRM, form -> form.put("fireCommitment", true));
        act(clerk("approval"), id, "acceptance", "");
        handle(who, id, "B1");
        return id;
    }

    private static List<String> cases(String who, String id) {
        return Stream.of("B2", "B3", "B4").map(place -> member(who, id, place)).toList();
    }

    private static String caseOf(String department, List<String> cases) {
        return cases.get(DEPARTMENTS.indexOf(department));
    }

    private static Reply arrange(String department, List<String> cases, int from, int until) {
        return post(
                reviewer(department),
                PATH,
                City.JSON
                        .createObjectNode()
                        .put("startsAt", at(from))
                        .put("endsAt", at(until))
                        .set("cases", City.JSON.valueToTree(cases))
                        .toString());
    }

    private static String at(int hours) {
        return City.CLOCK.instant().plus(Duration.ofHours(hours)).toString();
    }

    private static Reply find(String department, String visit, String application) {
        return post(reviewer(department), PATH + "/" + visit + "/findings", found(application));
    }

    private static String found(String application) {
        return "{\"application\":\"%s\",\"passed\":true,\"finding\":\"现场符合要求\"}"
                .formatted(application);
    }

    private static Reply sign(String department, String visit, String application) {
        return post(
                second(department),
                PATH + "/" + visit + "/confirmation",
                "{\"application\":\"" + application + "\"}");
    }

    private static String told(String id) {
        return City.PLACE
                .texts(
                        "SELECT data::text FROM event WHERE subject = '"
                                + id
                                + "' AND type LIKE '%site-visit%'")
                .getFirst();
    }

    private static String reviewer(String department) {
        return City.staff("v-rev", department, Role.REVIEWER);
    }

    private static String second(String department) {
        return City.staff("v-second", department, Role.REVIEWER);
    }
}
