package city.zhanqiao.applications;

import static city.zhanqiao.applications.BundleJourneyTest.FIRM;
import static city.zhanqiao.applications.BundleJourneyTest.clerk;
import static city.zhanqiao.applications.BundleJourneyTest.handle;
import static city.zhanqiao.applications.BundleJourneyTest.member;
import static city.zhanqiao.applications.BundleJourneyTest.refuse;
import static city.zhanqiao.applications.BundleJourneyTest.submitted;
import static city.zhanqiao.applications.CatalogueTest.next;
import static city.zhanqiao.applications.CatalogueTest.publisher;
import static city.zhanqiao.applications.City.act;
import static city.zhanqiao.applications.City.draft;
import static city.zhanqiao.applications.City.get;
import static city.zhanqiao.applications.City.own;
import static city.zhanqiao.applications.City.post;
import static city.zhanqiao.applications.City.resident;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.applications.City.Reply;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;

/**
 * What a bundle's graph does with joins, with definitions that change, and with what is missing.
 */
class BundleRulesTest {

    private static final String ITEMS = "/admin/v1/items";
    private static final String PATH = "/admin/v1/applications/";

    @AfterEach
    void resetTime() {
        City.CLOCK.reset();
    }

    @Test
    void startsAMemberWithTwoOfThreeResultsAndBlocksItWhenTwoAreLost() {
        publishTwoOfThree();
        City.CLOCK.set(City.CLOCK.instant().plus(Duration.ofDays(40)));
        String id = submitted("j-two", "two-of-three", "", form -> form);
        act(clerk("health"), id, "acceptance", "");
        handle("j-two", id, "M1");
        assertThat(state(id, "M4")).isEqualTo("WAITING");
        handle("j-two", id, "M3");
        assertThat(state(id, "M4")).isEqualTo("ACCEPTED");
        assertThat(state(id, "M2")).isEqualTo("ACCEPTED");
        refuse("j-two", id, "M2");
        handle("j-two", id, "M4");
        assertThat(City.state(id)).isEqualTo("PARTIALLY_DONE");

        String lost = submitted("j-lost", "two-of-three", "", form -> form);
        act(clerk("health"), lost, "acceptance", "");
        refuse("j-lost", lost, "M1");
        assertThat(state(lost, "M4")).isEqualTo("WAITING");
        refuse("j-lost", lost, "M2");
        assertThat(state(lost, "M4")).isEqualTo("BLOCKED");
        assertThat(state(lost, "M3")).isEqualTo("ACCEPTED");
    }

    @Test
    void keepsTheVersionsOfItsMembersWhenOneChangesMeanwhile() {
        String id =
                submitted("j-old", "restaurant", FIRM, form -> form.put("fireCommitment", true));
        act(clerk("approval"), id, "acceptance", "");
        ObjectNode sooner = next("shop-sign").put("promisedDays", 1);
        int version = sooner.path("version").asInt();
        assertThat(post(publisher("s-one"), ITEMS, sooner.toString()).status()).isEqualTo(201);
        Reply published =
                post(
                        publisher("s-two"),
                        ITEMS + "/shop-sign/publication",
                        "{\"version\":%d}".formatted(version));
        assertThat(published.status()).as(published.body().toString()).isEqualTo(200);
        assertThat(published.body().path("states").toString()).contains("WAITING", "BLOCKED");

        City.CLOCK.set(City.CLOCK.instant().plus(Duration.ofDays(40)));
        handle("j-old", id, "B1");
        JsonNode sign = get(clerk("urban-management"), PATH + member("j-old", id, "B3")).body();
        assertThat(sign.path("itemVersion").asInt()).isEqualTo(version - 1);
        assertThat(promise(sign)).isEqualTo(3);
        String alone = draft(resident("j-new"), "item", "shop-sign", FIRM).id();
        assertThat(
                        get(resident("j-new"), "/api/v1/applications/" + alone)
                                .body()
                                .path("itemVersion")
                                .asInt())
                .isEqualTo(version);
    }

    @Test
    void tellsWhatEveryDepartmentMissesInOneNotice() {
        String id = submitted("j-gaps", "newborn", "", form -> form);
        String police = clerk("public-security");
        String registration = member("j-gaps", id, "A3");
        assertThat(get(police, "/admin/v1/applications?state=WAITING&limit=100").body().toString())
                .contains(registration);
        assertThat(get(police, PATH + registration).body().at("/form/householdBook").asString())
                .isNotEmpty();
        note(police, registration, "householdBook", "户号与登记不符", 201);
        note(clerk("tax"), member("j-gaps", id, "A5"), "payBy", "请选择家庭共济账户", 201);
        note(police, registration, "resident-id", "看不清", 409);
        assertThat(
                        post(
                                        clerk("tax"),
                                        PATH + registration + "/missing-notes",
                                        "{\"about\":\"payBy\",\"what\":\"无\"}")
                                .status())
                .isEqualTo(404);

        assertThat(get(clerk("health"), PATH + id + "/missing-notes").body().path("items"))
                .hasSize(2);
        Reply asked =
                act(
                        clerk("health"),
                        id,
                        "correction-request",
                        "{\"missing\":[{\"about\":\"cost-receipts\",\"what\":\"票据不清晰\"}]}");
        assertThat(asked.status()).as(asked.body().toString()).isEqualTo(200);
        JsonNode corrections =
                get(resident("j-gaps"), "/api/v1/applications/" + id).body().path("corrections");
        assertThat(corrections.valueStream().map(gap -> gap.path("department").asString()))
                .containsExactlyInAnyOrder("health", "public-security", "tax");
        assertThat(
                        City.PLACE.count(
                                "SELECT count(*) FROM event WHERE subject = '"
                                        + id
                                        + "' AND type LIKE '%correction-requested%'"))
                .isOne();

        own(resident("j-gaps"), id, "correction", "");
        note(police, registration, "nativePlace", "不完整", 409);
        assertThat(act(clerk("health"), id, "correction-request", "{\"missing\":[]}").code())
                .isEqualTo("CORRECTION_ALREADY_REQUESTED");
    }

    private static void note(String staff, String id, String about, String what, int status) {
        Reply noted =
                post(
                        staff,
                        PATH + id + "/missing-notes",
                        "{\"about\":\"%s\",\"what\":\"%s\"}".formatted(about, what));
        assertThat(noted.status()).as(noted.body().toString()).isEqualTo(status);
    }

    /** M4 needs two of M1, M2 and M3. */
    private static void publishTwoOfThree() {
        ObjectNode bundle = next("newborn").put("code", "two-of-three").put("version", 1);
        bundle.put("followDays", 0).set("consents", City.JSON.createArrayNode());
        ArrayNode members = bundle.putArray("members");
        members.add(place("M1", "dog-registration", "null"));
        members.add(place("M2", "flexible-insurance", "null"));
        members.add(place("M3", "public-rental-housing", "null"));
        members.add(place("M4", "social-card", "{\"of\":[\"M1\",\"M2\",\"M3\"],\"least\":2}"));
        Reply proposed = post(publisher("s-one"), ITEMS, bundle.toString());
        assertThat(proposed.status()).as(proposed.body().toString()).isEqualTo(201);
        Reply published =
                post(publisher("s-two"), ITEMS + "/two-of-three/publication", "{\"version\":1}");
        assertThat(published.status()).as(published.body().toString()).isEqualTo(200);
        City.PLACE.execute(
                """
                INSERT INTO pilot_copy (pilot, revision, scenario, district, state, opens_on, share,
                                        groups, channels)
                VALUES (uuidv7(), 1, 'bundle:two-of-three', '370202', 'PILOT', DATE '2022-05-01',
                        100, '{}', '{ONLINE,WINDOW}')
                """);
    }

    private static JsonNode place(String place, String item, String needs) {
        int version =
                (int)
                        City.PLACE.count(
                                "SELECT max(version) FROM item_version WHERE code = '"
                                        + item
                                        + "'");
        ObjectNode member =
                City.JSON
                        .createObjectNode()
                        .put("place", place)
                        .put("item", item)
                        .put("version", version)
                        .put("optional", false);
        member.set("needs", City.JSON.readTree(needs));
        member.putObject("answers");
        ObjectNode presets = member.putObject("presets");
        if (item.equals("social-card")) {
            presets.put("delivery", "POST").put("cardReason", "FIRST").put("occupation", "NONE");
            presets.put("bank", "ICBC");
        }
        return member;
    }

    private static String state(String id, String place) {
        return City.PLACE
                .texts(
                        "SELECT state FROM application WHERE parent = '%s' AND member = '%s'"
                                .formatted(id, place))
                .getFirst();
    }

    private static int promise(JsonNode view) {
        return view.path("clocks")
                .valueStream()
                .filter(clock -> clock.path("clock").asString().equals("PROMISE"))
                .findFirst()
                .orElseThrow()
                .path("limit")
                .asInt();
    }
}
