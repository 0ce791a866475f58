package city.zhanqiao.gateway.start;

import static city.zhanqiao.gateway.support.TestCity.and;
import static city.zhanqiao.gateway.support.TestCity.resident;
import static city.zhanqiao.gateway.support.TestCity.staff;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import city.zhanqiao.city.identity.Role;
import city.zhanqiao.gateway.peer.Peer;
import city.zhanqiao.gateway.support.Reply;
import city.zhanqiao.gateway.support.TestCity;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

class StartTest {

    private static TestCity city;
    private static TestCity other;

    @BeforeAll
    static void start() {
        city = TestCity.whole(Map.of());
        other =
                TestCity.with(
                        Set.of(),
                        Map.of("zhanqiao.peers.pilots", city.service(Peer.PILOTS).baseUrl()));
        for (Peer peer : Peer.values()) {
            city.service(peer).stubFor(any(anyUrl()).willReturn(okJson("{}")));
        }
    }

    @AfterAll
    static void stop() {
        other.close();
        city.close();
    }

    /** With the settings of production; the fastest of some, for the machine may be busy. */
    @Test
    void obeysAChangedPolicyOnAllInstancesWithinASecond() {
        long fastest =
                LongStream.rangeClosed(1, 5)
                        .map(major -> timeUntilObeyed(major + ".0.0"))
                        .min()
                        .orElseThrow();

        assertThat(Duration.ofNanos(fastest)).isLessThan(Duration.ofSeconds(1));
    }

    private static long timeUntilObeyed(String minimum) {
        publish(
                """
                {"platforms": [{"platform": "HARMONY", "minimum": "%s", "recommended": "%1$s"}],
                 "flags": [], "maintenance": []}
                """
                        .formatted(minimum));
        long began = System.nanoTime();
        for (TestCity instance : List.of(city, other)) {
            await().pollInterval(Duration.ofMillis(20))
                    .until(() ->
                            instance.get(
                                            "/api/v1/me",
                                            and(
                                                    resident("r-lin"),
                                                    "X-App-Platform",
                                                    "HARMONY",
                                                    "X-App-Version",
                                                    "0.9"))
                                    .text()
                                    .contains(minimum));
        }
        return System.nanoTime() - began;
    }

    @Test
    void turnsAnOldAppAwayAndShowsTheShop() {
        publish(
                """
                {"platforms": [{"platform": "ANDROID", "minimum": "2.10.0", "recommended": "2.12.0",
                                "shopLink": "https://shop.example/app",
                                "features": [{"feature": "bookings", "minimum": "2.12.0"}]}],
                 "flags": [], "maintenance": []}
                """);

        await().untilAsserted(() -> assertThat(ask("/api/v1/me", "2.9.9").status()).isEqualTo(403));
        Reply refused = ask("/api/v1/me", "2.9.9");
        assertThat(refused.code()).isEqualTo("APP_UPDATE_REQUIRED");
        assertThat(refused.header("Link"))
                .isEqualTo("<https://shop.example/app>; rel=\"latest-version\"");
        assertThat(refused.body().path("nextAction").asString())
                .contains("https://shop.example/app");
        assertThat(ask("/api/v1/me", "2.10.0").status()).isEqualTo(200);
        assertThat(ask("/api/v1/bookings", "2.11.9").code()).isEqualTo("APP_UPDATE_REQUIRED");
        assertThat(ask("/api/v1/bookings", "2.12").status()).isEqualTo(200);
        assertThat(city.get("/api/v1/me", resident("r-lin")).status()).isEqualTo(200);
        assertThat(city.get("/open/v1/start").status()).isEqualTo(200);
    }

    @Test
    void closesToResidentsWhatIsInMaintenanceAndNothingElse() {
        publish(
                """
                {"platforms": [], "flags": [], "maintenance": [
                   {"component": "residents", "affects": ["appointments", "materials"], "from": "%s", "until": "%s"},
                   {"affects": ["residents"], "from": "2020-01-01T00:00:00Z", "until": "2020-01-02T00:00:00Z"},
                   {"affects": ["residents"], "from": "broken"}]}
                """
                        .formatted(
                                OffsetDateTime.now(ZoneOffset.UTC).minusMinutes(1),
                                OffsetDateTime.now(ZoneOffset.UTC).plusMinutes(10)));

        await().untilAsserted(() ->
                assertThat(city.get("/api/v1/bookings", resident("r-lin")).code())
                        .isEqualTo("IN_MAINTENANCE"));
        Reply closed = city.get("/api/v1/bookings", resident("r-lin"));
        assertThat(closed.status()).isEqualTo(503);
        assertThat(Integer.parseInt(closed.header("Retry-After"))).isBetween(500, 600);
        assertThat(city.get("/api/v1/me", resident("r-lin")).status()).isEqualTo(200);
        assertThat(city.get("/admin/v1/bookings", staff("s-1", Role.CLERK)).status())
                .isEqualTo(200);
        assertThat(city.get("/open/v1/halls").status()).isEqualTo(200);
    }

    @Test
    void givesTheLastKnownDocumentOutWhilePilotsIsSilent() {
        publish("{\"platforms\": [], \"flags\": [{\"code\": \"x\"}], \"maintenance\": []}");
        await().untilAsserted(
                        () -> assertThat(city.get("/open/v1/start").text()).contains("\"x\""));
        Reply known = city.get("/open/v1/start");

        city.service(Peer.PILOTS).stubFor(get("/open/v1/start").willReturn(serverError()));

        Reply still = city.get("/open/v1/start");
        assertThat(still.text()).isEqualTo(known.text());
        assertThat(still.header("Cache-Control")).contains("public", "stale-if-error");
        assertThat(city.get("/open/v1/start", "If-None-Match", known.header("ETag")).status())
                .isEqualTo(304);
    }

    @Test
    void keepsACopyInEachLanguage() {
        for (String[] spoken : new String[][] {{"zh-Hans", "维护"}, {"en", "Maintenance"}}) {
            city.service(Peer.PILOTS)
                    .stubFor(
                            get("/open/v1/start")
                                    .withHeader("Accept-Language", equalTo(spoken[0]))
                                    .willReturn(
                                            okJson(
                                                    "{\"platforms\": [], \"flags\": [], \"maintenance\": [], \"message\": \"%s\"}"
                                                            .formatted(spoken[1]))));
        }

        await().untilAsserted(() -> {
            Reply english = city.get("/open/v1/start", "Accept-Language", "en-GB,zh;q=0.5");
            assertThat(english.body().path("message").asString()).isEqualTo("Maintenance");
            assertThat(english.header("Content-Language")).isEqualTo("en");
            Reply chinese = city.get("/open/v1/start");
            assertThat(chinese.body().path("message").asString()).isEqualTo("维护");
            assertThat(chinese.header("Content-Language")).isEqualTo("zh-Hans");
        });
        city.service(Peer.PILOTS).resetAll();
    }

    @Test
    void hasADocumentBeforeAnyServiceHasEverAnswered() {
        try (TestCity alone = TestCity.with(Set.of(), Map.of())) {
            Reply reply = alone.get("/open/v1/start");

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body().path("hotline").asString()).isEqualTo("12345");
            assertThat(reply.body().path("version").asInt()).isZero();
        }
    }

    private static Reply ask(String path, String version) {
        return city.get(
                path,
                and(resident("r-lin"), "X-App-Platform", "Android", "X-App-Version", version));
    }

    private static void publish(String document) {
        city.service(Peer.PILOTS).stubFor(get("/open/v1/start").willReturn(okJson(document)));
    }
}
