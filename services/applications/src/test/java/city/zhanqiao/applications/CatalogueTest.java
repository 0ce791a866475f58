package city.zhanqiao.applications;

import static city.zhanqiao.applications.City.draft;
import static city.zhanqiao.applications.City.fillIn;
import static city.zhanqiao.applications.City.get;
import static city.zhanqiao.applications.City.own;
import static city.zhanqiao.applications.City.post;
import static city.zhanqiao.applications.City.resident;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.applications.City.Reply;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.web.page.Cursor;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;

/** Definitions on their way to publication, and what apps and other services read of cases. */
class CatalogueTest {

    private static final String PATH = "/admin/v1/items";
    private static final String CODE = "flexible-insurance";

    @AfterEach
    void resetTime() {
        City.CLOCK.reset();
    }

    @Test
    void publishesByTwoPeopleAndLeavesRunningCasesTheirVersion() {
        String id = submitted("c-pinned");
        ObjectNode next = next(CODE);
        assertThat(post(publisher("s-one"), PATH, next.toString()).status()).isEqualTo(201);
        assertThat(get(publisher("s-two"), PATH).body().toString()).contains("s-one");
        String publication = PATH + "/" + CODE + "/publication";
        assertThat(post(publisher("s-one"), publication, "{\"version\":2}").code())
                .isEqualTo("PUBLISHER_PROPOSED_IT");
        assertThat(post(publisher("s-two"), publication, "{\"version\":7}").code())
                .isEqualTo("PROPOSAL_NOT_FOUND");

        Reply done = post(publisher("s-two"), publication, "{\"version\":2}");
        assertThat(done.status()).isEqualTo(200);
        assertThat(done.body().path("openCases").asInt()).isPositive();
        assertThat(done.body().path("states").valueStream())
                .filteredOn(one -> one.path("state").asString().equals("SUBMITTED"))
                .allSatisfy(one ->
                        assertThat(one.path("ends").valueStream().map(end -> end.asString()))
                                .containsExactly(
                                        "DELIVERED",
                                        "ISSUED",
                                        "LAPSED",
                                        "NOT_ACCEPTED",
                                        "REFUSED",
                                        "WITHDRAWN"))
                .isNotEmpty();
        assertThat(get("", "/open/v1/items/" + CODE).body().path("version").asInt()).isOne();
        City.CLOCK.set(City.CLOCK.instant().plus(Duration.ofDays(40)));
        assertThat(get("", "/open/v1/items/" + CODE).body().path("version").asInt()).isEqualTo(2);
        assertThat(
                        get(resident("c-pinned"), "/api/v1/applications/" + id)
                                .body()
                                .path("itemVersion")
                                .asInt())
                .isOne();
        assertThat(post(publisher("s-one"), PATH, next.toString()).code())
                .isEqualTo("DEFINITION_BROKEN");
    }

    @Test
    void refusesDefinitionsThatBreakARule() {
        assertThat(post(publisher("s-one"), PATH, "{}").code()).isEqualTo("DEFINITION_BROKEN");
        ObjectNode slow = next("elder-card").put("promisedDays", 99);
        Reply told = post(publisher("s-one"), PATH, slow.toString());
        assertThat(told.code()).isEqualTo("DEFINITION_BROKEN");
        assertThat(told.body().path("errors").toString()).contains("statutory limit");
        ObjectNode circle = next("newborn");
        ((ObjectNode) circle.at("/members/0"))
                .set("needs", City.JSON.readTree("{\"of\":[\"A2\"],\"least\":1}"));
        assertThat(post(publisher("s-one"), PATH, circle.toString()).body().toString())
                .contains("circle");
        ObjectNode today = next("elder-card").put("validFrom", "2026-01-01");
        assertThat(post(publisher("s-one"), PATH, today.toString()).body().toString())
                .contains("a day to come");
        assertThat(post(City.staff("s-c", "approval", Role.CLERK), PATH, slow.toString()).status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"of":["Z9"],"least":1}|A2 needs a place that is not there
                    {"of":[],"least":0}|the join of A2 can never be met
                    {"of":["A1","A3"],"least":3}|the join of A2 can never be met
                    {"of":["A8"],"least":1}|A2 cannot be reached without optional members
                    """)
    void refusesABundleWithAMemberThatNothingReaches(String needs, String rule) {
        ObjectNode bundle = next("newborn");
        ((ObjectNode) bundle.at("/members/1")).set("needs", City.JSON.readTree(needs));

        Reply told = post(publisher("s-one"), PATH, bundle.toString());

        assertThat(told.code()).isEqualTo("DEFINITION_BROKEN");
        assertThat(told.body().path("errors").toString()).contains(rule);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    kind|"INSTANT"|an instant item promises 0 days
                    promisedDays|0|an instant item promises 0 days
                    channels|["WINDOW"]|an item without visits is done online
                    channels|[]|some channel is open
                    fee|{"amount":100,"basis":null}|a fee names its legal basis
                    fee|{"amount":0,"basis":"收费依据"}|a fee names its legal basis
                    department|"nowhere"|the department exists
                    implementationCode|"1"|the implementation code is well formed
                    followDays|3|papers may follow only within named days
                    """)
    void refusesWhatOneRuleOfPublicationForbids(String field, String value, String rule) {
        ObjectNode item = next("elder-card");
        item.set(field, City.JSON.readTree(value));

        Reply told = post(publisher("s-one"), PATH, item.toString());

        assertThat(told.code()).isEqualTo("DEFINITION_BROKEN");
        assertThat(told.body().path("errors").toString()).contains(rule);
    }

    @Test
    void neverAsksTheApplicantForWhatAnAgencyShares() {
        ObjectNode item = next("elder-card");
        ((ObjectNode) item.at("/materials/0")).put("source", "APPLICANT");
        assertThat(post(publisher("s-one"), PATH, item.toString()).body().toString())
                .contains("what an agency issues and shares is not asked");
        ObjectNode unnamed = next("elder-card");
        ((ObjectNode) unnamed.at("/materials/0")).putNull("agency");
        assertThat(post(publisher("s-one"), PATH, unnamed.toString()).body().toString())
                .contains("a paper of an agency names it");
    }

    @Test
    void keepsAVersionBackThatWouldHarmAnOpenCase() {
        String id = submittedOf("c-risk", "tobacco-licence", ",\"firm\":\"" + City.FIRM + "\"");
        post(publisher("s-one"), PATH, next("tobacco-licence").toString());
        City.PLACE.execute("UPDATE application SET form = '\\x00' WHERE id = '" + id + "'");
        Reply told =
                post(publisher("s-two"), PATH + "/tobacco-licence/publication", "{\"version\":3}");
        City.PLACE.execute(
                "UPDATE application SET ended_at = now(), timer_on = NULL WHERE id = '" + id + "'");
        assertThat(told.code()).isEqualTo("OPEN_CASES_AT_RISK");
    }

    @Test
    void keepsAVersionBackWhileACaseCannotReachAnEnd() {
        String id = submittedOf("c-ghost", "dog-registration", "");
        ObjectNode next = next("dog-registration");
        post(publisher("s-one"), PATH, next.toString());
        String publication = "{\"version\":%d}".formatted(next.path("version").asInt());
        City.PLACE.execute(
                "UPDATE application SET open_papers = '{no-such-paper}' WHERE id = '" + id + "'");
        Reply told = post(publisher("s-two"), PATH + "/dog-registration/publication", publication);
        assertThat(told.code()).isEqualTo("OPEN_CASES_AT_RISK");
        assertThat(told.text("/errors/0/pointer")).isEqualTo("/cases/" + id);
        assertThat(told.text("/errors/0/detail")).isEqualTo("ISSUED");

        City.PLACE.execute("UPDATE application SET open_papers = '{}' WHERE id = '" + id + "'");
        assertThat(
                        post(
                                        publisher("s-two"),
                                        PATH + "/dog-registration/publication",
                                        publication)
                                .status())
                .isEqualTo(200);
    }

    @Test
    void asksWhichPapersABundleNeedsByItsOwnQuestions() {
        String path = "/open/v1/bundles/restaurant/materials";
        JsonNode open = get("", path).body();
        assertThat(open.path("questions").valueStream().map(one -> one.path("name").asString()))
                .contains("fireCommitment", "premisesRight", "signFacade")
                .doesNotContain("drainOutlet");
        assertThat(get("", path + "?premisesRight=RENTED").body().path("materials").toString())
                .contains("premises-proof")
                .doesNotContain("property-record");
        assertThat(get("", path + "?premisesRight=OWNED").body().path("materials").toString())
                .contains("property-record")
                .doesNotContain("premises-proof");
        assertThat(get("", path + "?with=B5&drainOutlet=SEPTIC").body().toString())
                .contains("septic-contract");
        assertThat(get("", path + "?with=B1").code()).isEqualTo("MEMBER_UNKNOWN");
        assertThat(get("", "/open/v1/bundles/newborn/materials?cardReason=LOST").body().toString())
                .doesNotContain("loss-statement");
        int asking = 0;
        for (JsonNode item : get("", "/open/v1/items").body().path("items")) {
            String guide = "/open/v1/items/" + item.path("code").asString() + "/materials";
            asking += get("", guide).body().path("questions").isEmpty() ? 0 : 1;
        }
        assertThat(asking).isEqualTo(17);
    }

    @Test
    void asksWhichPapersSomebodyNeeds() {
        String path = "/open/v1/items/fire-check/materials";
        JsonNode open = get("", path).body();
        assertThat(open.at("/questions/0/name").asString()).isEqualTo("fireCommitment");
        assertThat(open.toString()).contains("\"dependsOn\":\"fireCommitment\"");
        assertThat(get("", path + "?fireCommitment=true").body().path("materials").toString())
                .contains("fire-commitment")
                .doesNotContain("dependsOn");
        assertThat(get("", path + "?fireCommitment=false").body().path("materials").toString())
                .doesNotContain("fire-commitment");
    }

    @Test
    void tellsAnAppWhatChangedSinceItsToken() {
        String lin = resident("c-sync");
        String first = draft(lin, "item", CODE, "").id();
        Reply all = get(lin, "/api/v1/applications/changes");
        assertThat(all.body().path("items")).hasSize(1);
        String second = draft(lin, "item", CODE, "").id();
        Reply since = get(lin, "/api/v1/applications/changes?since=" + all.text("/token"));
        assertThat(since.body().path("items").toString()).contains(second);
        own(lin, first, "withdrawal", "");
        assertThat(
                        get(lin, "/api/v1/applications/changes?since=" + since.text("/token"))
                                .body()
                                .path("items")
                                .toString())
                .contains("WITHDRAWN");
        assertThat(get(resident("c-other"), "/api/v1/applications/changes").body().path("items"))
                .isEmpty();
        assertThat(get(lin, "/api/v1/applications/changes?since=AQ").status()).isEqualTo(400);
        for (Cursor old : List.of(token(UUID.randomUUID(), 0), token(log(), 31))) {
            assertThat(get(lin, "/api/v1/applications/changes?since=" + old.text()).code())
                    .isEqualTo("SYNC_TOKEN_TOO_OLD");
        }
    }

    private static Cursor token(UUID log, int daysAgo) {
        return Cursor.of(log, 1L, Instant.now().minus(Duration.ofDays(daysAgo)));
    }

    private static UUID log() {
        return UUID.fromString(City.PLACE.texts("SELECT log FROM event_relay").getFirst());
    }

    static ObjectNode next(String code) {
        ObjectNode definition =
                (ObjectNode)
                        City.JSON.readTree(
                                City.PLACE
                                        .texts(
                                                "SELECT definition::text FROM item_version WHERE"
                                                        + " code = '"
                                                        + code
                                                        + "' ORDER BY version DESC")
                                        .getFirst());
        return definition
                .put("version", definition.path("version").asInt() + 1)
                .put(
                        "validFrom",
                        LocalDate.ofInstant(City.CLOCK.instant(), ZoneId.of("Asia/Shanghai"))
                                .plusDays(30)
                                .toString());
    }

    private static String submitted(String who) {
        return submittedOf(who, CODE, "");
    }

    private static String submittedOf(String who, String item, String more) {
        String lin = resident(who);
        String id = draft(lin, "item", item, more).id();
        fillIn(
                lin,
                id,
                SampleForm.of(get("", "/open/v1/items/" + item).body().path("form")).toString());
        City.supply(lin, id);
        Reply submitted = own(lin, id, "submission", "");
        assertThat(submitted.status()).as(submitted.body().toString()).isEqualTo(200);
        return id;
    }

    static String publisher(String who) {
        return City.staff(who, "approval", Role.PUBLISHER);
    }
}
