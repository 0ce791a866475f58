package city.zhanqiao.gateway.home;

import static city.zhanqiao.gateway.support.TestCity.elder;
import static city.zhanqiao.gateway.support.TestCity.resident;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.city.pilot.AudienceShare;
import city.zhanqiao.gateway.peer.Peer;
import city.zhanqiao.gateway.support.Reply;
import city.zhanqiao.gateway.support.TestCity;

import com.github.tomakehurst.wiremock.client.WireMock;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

class HomeTest {

    private static final String HOME = "/api/v1/home";

    private static TestCity city;

    @BeforeAll
    static void start() {
        city =
                TestCity.whole(
                        Map.of(
                                "zhanqiao.gateway.home.budget", "900ms",
                                "zhanqiao.gateway.start.refresh", "100ms"));
    }

    @AfterAll
    static void stop() {
        city.close();
    }

    @BeforeEach
    void everyServiceHasItsPart() {
        city.reset();
        tell(
                Peer.APPLICATIONS,
                "/api/v1/applications",
                """
                {"items": [{"id": "1", "state": "DRAFT"}, {"id": "2", "state": "ISSUED"},
                           {"id": "3", "state": "UNDER_REVIEW"}], "next": "abc"}
                """);
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
        tell(
                Peer.APPOINTMENTS,
                "/api/v1/bookings",
                """
                {"items": [{"id": "late", "state": "CONFIRMED", "startsAt": "%s"},
                           {"id": "next", "state": "CONFIRMED", "startsAt": "%s"},
                           {"id": "gone", "state": "CANCELLED", "startsAt": "%s"},
                           {"id": "past", "state": "CONFIRMED", "startsAt": "%s"}]}
                """
                        .formatted(
                                now.plusDays(9),
                                now.plusDays(2),
                                now.plusDays(1),
                                now.minusDays(1)));
        tell(Peer.RESIDENTS, "/api/v1/me/places", "{\"places\": []}");
        tell(Peer.NOTIFICATIONS, "/api/v1/inbox", "{\"items\": [], \"unread\": 4}");
        tell(
                Peer.NOTICES,
                "/api/v1/notices/for-me",
                """
                {"items": [
                  {"notice": {"id": "n1", "severity": "SEVERE", "urgency": "IMMEDIATE"}, "read": false},
                  {"notice": {"id": "n2", "severity": "MINOR", "urgency": "IMMEDIATE"}, "read": false}]}
                """);
    }

    @Test
    void gathersTheFirstPageInTheNameOfTheCaller() {
        Reply home = city.get(HOME, resident("r-lin"));

        assertThat(home.status()).isEqualTo(200);
        assertThat(home.header("Cache-Control")).isEqualTo("no-store");
        assertThat(home.body().at("/cases/items").findValuesAsString("id"))
                .containsExactly("1", "3");
        assertThat(home.body().at("/cases/more").asBoolean()).isTrue();
        assertThat(home.body().at("/nextBooking/id").asString()).isEqualTo("next");
        assertThat(home.body().path("unread").asInt()).isEqualTo(4);
        assertThat(home.body().path("emergencies").findValuesAsString("id")).containsExactly("n1");
        assertThat(home.body().path("missing")).isEmpty();
        city.service(Peer.NOTIFICATIONS)
                .verify(
                        getRequestedFor(urlPathEqualTo("/api/v1/inbox"))
                                .withHeader("Authorization", WireMock.matching("Bearer .+")));
    }

    @Test
    void namesWhatIsMissing() {
        city.service(Peer.APPOINTMENTS)
                .stubFor(
                        get(urlPathEqualTo("/api/v1/bookings"))
                                .willReturn(okJson("{}").withFixedDelay(5000)));

        Reply home = city.get(HOME, resident("r-lin"));

        assertThat(home.status()).isEqualTo(200);
        assertThat(home.body().path("missing").toString()).isEqualTo("[\"appointments\"]");
        assertThat(home.body().has("nextBooking")).isFalse();
        assertThat(home.body().path("unread").asInt()).isEqualTo(4);
    }

    /** The fastest of some: the machine of a test may be busy with others. */
    @Test
    void answersWithin300MillisecondsWhileAServiceHangs() {
        try (TestCity usual = TestCity.with(Set.of(Peer.APPOINTMENTS), Map.of())) {
            usual.service(Peer.APPOINTMENTS)
                    .stubFor(
                            get(urlPathEqualTo("/api/v1/bookings"))
                                    .willReturn(okJson("{}").withFixedDelay(5000)));

            long fastest = LongStream.generate(() -> timeHome(usual)).limit(15).min().orElseThrow();

            assertThat(Duration.ofNanos(fastest)).isLessThan(Duration.ofMillis(300));
            usual.service(Peer.APPOINTMENTS)
                    .stubFor(get(urlPathEqualTo("/api/v1/bookings")).willReturn(okJson("{}")));
            assertThat(usual.get("/api/v1/bookings", resident("r-lin")).status())
                    .as("who is less hasty than home is still let through")
                    .isEqualTo(200);
        }
    }

    private static long timeHome(TestCity city) {
        long began = System.nanoTime();
        Reply home = city.get(HOME, resident("r-lin"));
        assertThat(home.body().path("missing").toString()).contains("appointments");
        return System.nanoTime() - began;
    }

    @Test
    void saysApartThatThereIsNothingAndThatItIsNotKnown() {
        tell(Peer.APPOINTMENTS, "/api/v1/bookings", "{\"items\": []}");
        city.service(Peer.NOTICES)
                .stubFor(
                        get(urlPathEqualTo("/api/v1/notices/for-me"))
                                .willReturn(WireMock.serverError()));

        Reply home = city.get(HOME, resident("r-lin"));

        assertThat(home.body().has("nextBooking")).isFalse();
        assertThat(home.body().has("emergencies")).isFalse();
        assertThat(home.body().path("missing").toString()).isEqualTo("[\"notices\"]");
    }

    @Test
    void saysWhichFeaturesThisResidentHas() {
        publish(
                """
                {"platforms": [], "maintenance": [], "flags": [
                  {"code": "all", "title": "a", "on": true, "share": 100, "districts": []},
                  {"code": "off", "title": "b", "on": false, "share": 100, "districts": []},
                  {"code": "none", "title": "c", "on": true, "share": 0, "districts": []},
                  {"code": "half", "title": "d", "on": true, "share": 50, "districts": []},
                  {"code": "here", "title": "e", "on": true, "share": 100, "districts": ["370202"]},
                  {"code": "there", "title": "f", "on": true, "share": 100, "districts": ["370212"]}]}
                """);
        tell(
                Peer.RESIDENTS,
                "/api/v1/me/places",
                """
                {"version": 1, "topics": [], "groups": [],
                 "places": [{"kind": "HOME", "division": "370202001000"}]}
                """);

        boolean half = AudienceShare.includes("flag:half", new ResidentId("r-lin"), 50);
        await().untilAsserted(() -> assertThat(on("here")).isTrue());
        assertThat(on("all")).isTrue();
        assertThat(on("off")).isFalse();
        assertThat(on("none")).isFalse();
        assertThat(on("half")).isEqualTo(half);
        assertThat(on("there")).isFalse();
    }

    /** As the registry tells of them: drawn under the pilot's own name, one line for a district. */
    @Test
    void keepsAPilotedFeatureToItsShareItsGroupsAndItsDistricts() {
        int place = AudienceShare.place("feature:drawn", new ResidentId("r-lin"));
        publish(
                """
                {"platforms": [], "maintenance": [], "flags": [
                  {"code": "elders", "title": "a", "on": true, "share": 100, "districts": [],
                   "groups": ["elders"], "lot": "feature:elders"},
                  {"code": "drawn", "title": "b", "on": true, "share": %d, "districts": [],
                   "groups": [], "lot": "feature:drawn"},
                  {"code": "not-drawn", "title": "c", "on": true, "share": %d, "districts": [],
                   "groups": [], "lot": "feature:drawn"},
                  {"code": "both", "title": "d", "on": true, "share": 100, "districts": ["370202"],
                   "groups": [], "lot": "feature:both"},
                  {"code": "both", "title": "d", "on": false, "share": 0, "districts": ["370212"],
                   "groups": [], "lot": "feature:both"}]}
                """
                        .formatted(place + 1, place));
        tell(
                Peer.RESIDENTS,
                "/api/v1/me/places",
                """
                {"version": 1, "topics": [], "groups": [],
                 "places": [{"kind": "HOME", "division": "370202001000"}]}
                """);

        await().untilAsserted(() -> assertThat(on("drawn")).isTrue());
        assertThat(on("not-drawn")).isFalse();
        assertThat(on("elders")).isFalse();
        assertThat(
                        city.get(HOME, elder("r-lin"))
                                .body()
                                .path("flags")
                                .valueStream()
                                .filter(one -> one.path("on").asBoolean())
                                .map(one -> one.path("code").asString()))
                .containsExactly("elders", "drawn", "both");
    }

    @Test
    void switchesNoDistrictOnWhileThePlacesAreNotKnown() {
        publish(
                """
                {"platforms": [], "maintenance": [], "flags": [
                  {"code": "near", "title": "e", "on": true, "share": 100, "districts": ["370202"]}]}
                """);
        city.service(Peer.RESIDENTS)
                .stubFor(
                        get(urlPathEqualTo("/api/v1/me/places"))
                                .willReturn(WireMock.serverError()));

        await().untilAsserted(() ->
                assertThat(city.get(HOME, resident("r-lin")).body().path("missing"))
                        .hasToString("[\"residents\"]"));
        assertThat(on("near")).isFalse();
    }

    @Test
    void isForResidentsOnly() {
        assertThat(city.get(HOME).status()).isEqualTo(401);
    }

    private static boolean on(String flag) {
        return city.get(HOME, resident("r-lin"))
                .body()
                .path("flags")
                .valueStream()
                .filter(one -> one.path("code").asString().equals(flag))
                .anyMatch(one -> one.path("on").asBoolean());
    }

    private static void publish(String start) {
        city.service(Peer.PILOTS).stubFor(get("/open/v1/start").willReturn(okJson(start)));
    }

    private static void tell(Peer peer, String path, String body) {
        city.service(peer).stubFor(get(urlPathEqualTo(path)).willReturn(okJson(body)));
    }
}
