package city.zhanqiao.local.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import city.zhanqiao.local.journey.City.Person;
import city.zhanqiao.local.journey.City.Reply;

import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

import tools.jackson.databind.JsonNode;

import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Ma Li of Shinan, her newborn child and her old father; what the city then holds about them, who
 * saw it, and that it can be read nowhere. In this order: the last ones look at what the first ones
 * have left.
 */
@Tag("any-issuer")
@ExtendWith(WholeCity.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FamilyTest {

    private static final String REQUESTS = "/api/v1/me/data-requests";

    @Test
    @Order(1)
    void letsAMotherApplyForHerInfant(City city) {
        Family family = new Family(city);
        Person ma = family.mother();
        String child = family.guardianshipOfTheInfant();
        String draft = Family.draft("social-card", child);
        assertThat(city.as("guo").post(Case.APPLICATIONS, draft).code()).isEqualTo("NO_AUTHORITY");

        Case card = family.handedIn(ma, draft);
        card.goesThroughTheOffice();

        Reply seen = ma.get(Case.APPLICATIONS + "/" + card.id());
        assertThat(seen.at("/state")).isEqualTo("ISSUED");
        assertThat(seen.at("/actingFor")).isEqualTo(child);
        assertThat(seen.at("/agent")).isEqualTo("r-ma");
        assertThat(ma.get(Case.APPLICATIONS).item("/id", card.id()))
                .hasValueSatisfying(
                        line -> assertThat(line.path("actingFor").asString()).isEqualTo(child));
        // The child reads no inbox; the mother hears of every step.
        soon().until(() -> ma.get("/api/v1/inbox?limit=100").text().contains(card.id()));
        assertThat(actsFor(city, child)).contains("r-ma application.submit");
    }

    @Test
    @Order(2)
    void letsADaughterActForHerFatherUntilHeTakesItBack(City city) {
        Family family = new Family(city);
        Person daughter = family.mother();
        Person father = family.father();
        String proxy =
                family.proxyFor(
                        daughter, "item:elder-card", "booking:elder-card", "booking:social-card");
        List<String> times = family.freeTimes("elder-card");
        String booking = family.booked(daughter, "elder-card", times.get(0));
        String held = family.held(daughter, "social-card", times.get(40));
        String draft =
                daughter.post(Case.APPLICATIONS, Family.draft("elder-card", "r-ma-father"))
                        .at("/id");
        assertThat(draft).isNotEmpty();
        for (Person either : List.of(daughter, father)) {
            Reply seen = either.get("/api/v1/bookings/" + booking);
            assertThat(seen.at("/actingFor")).isEqualTo("r-ma-father");
            assertThat(seen.at("/agent")).isEqualTo("r-ma");
        }
        soon().until(() -> father.get("/api/v1/inbox?limit=100").text().contains(booking));
        Map<String, String> before = family.stateOf(father, booking, held, draft);

        assertThat(father.act("DELETE", "/api/v1/me/proxies/" + proxy, City.key(), "", "").status())
                .isEqualTo(204);

        assertThat(
                        daughter.post("/api/v1/bookings", Family.hold("elder-card", times.get(80)))
                                .code())
                .isEqualTo("NO_AUTHORITY");
        assertThat(
                        daughter.post(Case.APPLICATIONS, Family.draft("elder-card", "r-ma-father"))
                                .code())
                .isEqualTo("NO_AUTHORITY");
        assertThat(family.everyActOn(daughter, booking, held, draft, times.get(60)))
                .allSatisfy((act, reply) ->
                        assertThat(reply.status()).as(act + reply.text()).isIn(403, 404));
        assertThat(family.stateOf(father, booking, held, draft)).isEqualTo(before);
        soon().untilAsserted(() -> {
            assertThat(daughter.get("/api/v1/bookings").item("/id", booking)).isEmpty();
            assertThat(daughter.get(Case.APPLICATIONS).item("/id", draft)).isEmpty();
        });
        assertThat(actsFor(city, "r-ma-father"))
                .contains("r-ma booking.confirm", "r-ma application.draft");
        assertThat(father.get("/api/v1/me/access-log?limit=100").body().path("items").valueStream())
                .filteredOn(row -> row.path("standIn").asString("").equals("r-ma"))
                .allSatisfy(row -> assertThat(row.path("standInName").asString()).isEqualTo("马*"))
                .extracting(row -> row.path("service").asString())
                .contains("appointments", "applications");
    }

    /** The mother has by now a bit of everything. */
    @Test
    @Order(3)
    void givesHerEverythingThatTheDatabasesHold(City city) throws Exception {
        Family family = new Family(city);
        Person ma = family.mother();
        new FullLife(family, ma).isLived();
        Databases databases = new Databases(city);
        soon().until(() -> databases.haveHeardOfEverything());

        Reply asked;
        try (Connection silence = databases.lock("notices", "notice_reading")) {
            asked = ma.post(REQUESTS, "{\"kind\": \"EXPORT\"}");
            assertThat(asked.status()).as(asked.text()).isEqualTo(201);
            soon().untilAsserted(
                            () -> assertThat(waitingFor(ma, asked)).containsExactly("notices"));
            assertThat(ma.get(REQUESTS + "/" + asked.at("/id") + "/archive").code())
                    .isEqualTo("EXPORT_NOT_READY");
            assertThat(ma.post(REQUESTS, "{\"kind\": \"EXPORT\"}").code())
                    .isEqualTo("EXPORT_UNDER_WAY");
            silence.rollback();
        }
        databases.execute("residents", "UPDATE data_request_part SET next_try_at = now()");
        soon().until(() -> ma.get(REQUESTS + "/" + asked.at("/id")).at("/state").equals("READY"));

        Download download = Download.of(ma.download(REQUESTS + "/" + asked.at("/id") + "/archive"));
        Map<String, JsonNode> export = download.parts();
        assertThat(export)
                .containsOnlyKeys(
                        "applications",
                        "residents",
                        "notifications",
                        "pilots",
                        "appointments",
                        "notices");
        Holdings holdings = new Holdings(databases, "r-ma", export);
        holdings.agree();
        assertThat(holdings.forgotten()).isEmpty();
        assertThat(holdings.filledTables())
                .contains(
                        "resident",
                        "proxy",
                        "guardianship",
                        "firm_agent",
                        "interest",
                        "place",
                        "consent")
                .contains("data_request", "application", "application_step", "document", "content")
                .contains(
                        "case_note",
                        "help_request",
                        "voucher",
                        "booking",
                        "booking_step",
                        "waiting")
                .contains("calendar_link", "inbox_item", "device", "delivery", "preference")
                .contains("notice_reading", "measured_case", "measured_activity", "reminder");
    }

    @Test
    @Order(4)
    void showsWhoLookedWhereverItWas(City city) {
        Family family = new Family(city);
        Person ma = family.mother();
        family.isLookedAtEverywhere();

        Reply seen = ma.get("/api/v1/me/access-log?limit=100");

        assertThat(seen.status()).as(seen.text()).isEqualTo(200);
        JsonNode log = seen.body();
        assertThat(log.path("silent").isEmpty()).as(log.toString()).isTrue();
        assertThat(log.path("items").valueStream())
                .filteredOn(row -> row.path("result").asString().equals("read"))
                .filteredOn(row -> row.path("actorKind").asString().equals("staff"))
                .allSatisfy(row -> assertThat(row.path("purpose").asString("")).isNotEmpty())
                .allSatisfy(row -> assertThat(row.path("department").asString("")).isNotEmpty())
                .extracting(row -> row.path("service").asString())
                .contains("residents", "applications", "appointments", "notifications");
    }

    @Test
    @Order(5)
    void canBeReadInNoDatabaseAndInNoLog(City city) {
        Traces traces = new Traces(city);
        Databases databases = new Databases(city);
        // What would be found if it were there.
        databases.execute(
                "residents",
                """
                CREATE TABLE leak AS
                SELECT 'name: 林晓雨' AS in_text, '林晓雨'::text::bytea AS in_bytes,
                       jsonb_build_object('phone', '19900000001') AS in_json
                """);

        List<String> found = traces.inDatabases();

        databases.execute("residents", "DROP TABLE leak");
        assertThat(found)
                .containsExactly(
                        "residents.leak.in_text",
                        "residents.leak.in_bytes",
                        "residents.leak.in_json");
        assertThat(traces.inLogs()).isEmpty();
        assertThat(traces.sealedColumns())
                .contains("residents.resident.number", "applications.application.form")
                .contains("notifications.device.address", "appointments.idempotency.answer");
    }

    /** Looks once a second: whoever asks more often is told to wait by the gateway. */
    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofSeconds(1));
    }

    private static List<String> waitingFor(Person ma, Reply asked) {
        return ma.get(REQUESTS + "/" + asked.at("/id"))
                .body()
                .path("waitingFor")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    /** Both names: who acted, and in whose stead. */
    private static List<String> actsFor(City city, String principal) {
        return city.as("auditor")
                .get("/admin/v1/audit?limit=200&person=" + principal)
                .body()
                .path("items")
                .valueStream()
                .filter(row -> row.path("actingFor").asString("").equals(principal))
                .map(row -> row.path("actor").asString() + " " + row.path("action").asString())
                .toList();
    }
}
