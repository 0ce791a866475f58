package city.zhanqiao.gateway.route;

import static city.zhanqiao.gateway.support.TestCity.and;
import static city.zhanqiao.gateway.support.TestCity.bearing;
import static city.zhanqiao.gateway.support.TestCity.resident;
import static city.zhanqiao.gateway.support.TestCity.staff;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.city.identity.Role;
import city.zhanqiao.gateway.peer.Peer;
import city.zhanqiao.gateway.support.Reply;
import city.zhanqiao.gateway.support.TestCity;
import city.zhanqiao.web.test.TestIssuer;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.Fault;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;

class RoutingTest {

    private static TestCity city;
    private static WireMockServer residents;

    @BeforeAll
    static void start() {
        city =
                TestCity.whole(
                        Map.of(
                                "zhanqiao.gateway.time-budget",
                                "500ms",
                                "zhanqiao.gateway.breaker-wait",
                                "1ms",
                                "spring.cloud.gateway.server.webflux.httpclient.connect-timeout",
                                "300"));
        residents = city.service(Peer.RESIDENTS);
    }

    @AfterAll
    static void stop() {
        city.close();
    }

    @BeforeEach
    void forget() {
        city.reset();
    }

    @ParameterizedTest
    @CsvSource({
        "APPLICATIONS, /api/v1/applications/1?x=1",
        "APPLICATIONS, /api/v1/materials/1",
        "RESIDENTS, /api/v1/me",
        "RESIDENTS, /api/v1/me/family",
        "NOTIFICATIONS, /api/v1/notification-preferences",
        "APPOINTMENTS, /api/v1/bookings"
    })
    void takesResidentsToTheServiceOfTheAddress(Peer peer, String path) {
        city.service(peer).stubFor(get(path).willReturn(okJson("{\"peer\": \"" + peer + "\"}")));

        Reply reply = city.get(path, resident("r-lin"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().path("peer").asString()).isEqualTo(peer.name());
    }

    @Test
    void takesStaffToTheirFace() {
        city.service(Peer.PILOTS).stubFor(get("/admin/v1/pilots").willReturn(okJson("{}")));

        assertThat(city.get("/admin/v1/pilots", staff("s-1", Role.PILOT_OFFICE)).status())
                .isEqualTo(200);
    }

    @Test
    void refusesEveryTokenAtTheOtherFace() {
        assertThat(city.get("/admin/v1/pilots", resident("r-lin")).status()).isEqualTo(401);
        assertThat(city.get("/api/v1/me", staff("s-1", Role.CLERK)).status()).isEqualTo(401);
        assertThat(city.get("/api/v1/me").code()).isEqualTo("UNAUTHENTICATED");
        residents.verify(0, anyRequestedFor(anyUrl()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/internal/v1/events?after=0",
                "/internal",
                "/actuator/health",
                "/actuator/env",
                "/open/v1/unknown",
                "/open/v2/items",
                "/other"
            })
    void knowsNoOtherAddressWhateverTheToken(String path) {
        String service = TestIssuer.shared().serviceToken("notifications");

        Reply reply = city.get(path, bearing(service));

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.code()).isEqualTo("NOT_FOUND");
        assertThat(city.get(path).text()).isEqualTo(reply.text());
    }

    @Test
    void passesTheServicesOwnProblemsOnUnchanged() {
        residents.stubFor(
                get("/api/v1/me")
                        .willReturn(
                                aResponse()
                                        .withStatus(409)
                                        .withHeader("Content-Type", "application/problem+json")
                                        .withHeader("Retry-After", "2")
                                        .withBody("{\"code\":\"OWN\"}")));

        Reply reply = city.get("/api/v1/me", resident("r-lin"));

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.code()).isEqualTo("OWN");
        assertThat(reply.header("Retry-After")).isEqualTo("2");
    }

    @Test
    void saysThatAServiceIsNotInOperationAndThatOneIsGone() {
        try (TestCity other = TestCity.with(EnumSet.of(Peer.RESIDENTS), Map.of())) {
            String[] publisher = staff("s-1", Role.PUBLISHER);
            Reply absent = other.get("/admin/v1/notices", publisher);

            assertThat(absent.status()).isEqualTo(503);
            assertThat(absent.code()).isEqualTo("UPSTREAM_UNAVAILABLE");
            assertThat(absent.header("Retry-After")).isNotEmpty();
            assertThat(absent.body().path("detail").asString()).contains("通知公告");
            assertThat(absent.body().path("retryable").asBoolean()).isTrue();
            assertThat(
                            other.get("/admin/v1/notices", and(publisher, "Accept-Language", "en"))
                                    .text())
                    .contains("Local notices");

            other.service(Peer.RESIDENTS).stop();
            Reply gone = other.get("/api/v1/me", resident("r-lin"));

            assertThat(gone.status()).isEqualTo(503);
            assertThat(gone.code()).isEqualTo("UPSTREAM_UNAVAILABLE");
            assertThat(gone.header("Retry-After")).isNotEmpty();
        }
    }

    @Test
    void givesUpOnASlowServiceAfterItsBudget() {
        residents.stubFor(get("/api/v1/me").willReturn(okJson("{}").withFixedDelay(3000)));

        Reply reply = city.get("/api/v1/me", resident("r-lin"));

        assertThat(reply.status()).isEqualTo(504);
        assertThat(reply.code()).isEqualTo("UPSTREAM_TIME_OUT");
    }

    @Test
    void asksAQuestionAgainWhenItsConnectionBreaks() {
        residents.stubFor(
                get("/api/v1/me")
                        .inScenario("broken once")
                        .whenScenarioStateIs(STARTED)
                        .willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER))
                        .willSetStateTo("well"));
        residents.stubFor(
                get("/api/v1/me")
                        .inScenario("broken once")
                        .whenScenarioStateIs("well")
                        .willReturn(okJson("{}")));

        assertThat(city.get("/api/v1/me", resident("r-lin")).status()).isEqualTo(200);
        residents.verify(2, getRequestedFor(urlEqualTo("/api/v1/me")));
    }

    @Test
    void neverRepeatsAnAct() {
        residents.stubFor(
                post("/api/v1/me/family").willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE)));

        Reply reply = city.post("/api/v1/me/family", "{}", resident("r-lin"));

        assertThat(reply.status()).isEqualTo(503);
        residents.verify(1, postRequestedFor(urlEqualTo("/api/v1/me/family")));
    }

    @Test
    void passesTheTraceAndTheRequestIdOn() {
        residents.stubFor(
                get("/api/v1/me")
                        .willReturn(okJson("{}").withHeader("X-Request-Id", "another-0001")));
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";

        Reply reply =
                city.get(
                        "/api/v1/me",
                        and(
                                resident("r-lin"),
                                "X-Request-Id",
                                "app-00000001",
                                "traceparent",
                                "00-" + trace + "-00f067aa0ba902b7-01"));

        assertThat(reply.headers().allValues("X-Request-Id")).containsExactly("app-00000001");
        var asked = residents.getAllServeEvents().getFirst().getRequest();
        assertThat(asked.getHeader("X-Request-Id")).isEqualTo("app-00000001");
        assertThat(asked.getHeaders().getHeader("traceparent").values())
                .singleElement()
                .asString()
                .startsWith("00-" + trace)
                .doesNotContain("00f067aa0ba902b7");
    }

    @Test
    void makesARequestIdInPlaceOfAForgedOne() {
        residents.stubFor(get("/api/v1/me").willReturn(okJson("{}")));

        Reply reply =
                city.get("/api/v1/me", and(resident("r-lin"), "X-Request-Id", "x y\tforged line"));

        assertThat(reply.header("X-Request-Id")).matches("[0-9a-f-]{36}");
        assertThat(residents.getAllServeEvents().getFirst().getRequest().getHeader("X-Request-Id"))
                .isEqualTo(reply.header("X-Request-Id"));
    }

    @Test
    void cleansTheHeadersOnTheWayInAndOut() {
        residents.stubFor(
                get("/api/v1/me")
                        .willReturn(
                                okJson("{}")
                                        .withHeader("Server", "Jetty")
                                        .withHeader("Set-Cookie", "a=b")
                                        .withHeader("ETag", "\"v3\"")));

        Reply reply =
                city.get(
                        "/api/v1/me",
                        and(
                                resident("r-lin"),
                                "X-Forwarded-For",
                                "1.2.3.4",
                                "X-Forwarded-Host",
                                "evil.example",
                                "Forwarded",
                                "for=1.2.3.4",
                                "X-Real-IP",
                                "1.2.3.4",
                                "X-HTTP-Method-Override",
                                "DELETE",
                                "Cookie",
                                "session=1",
                                "Accept-Language",
                                "en"));

        var asked = residents.getAllServeEvents().getFirst().getRequest();
        assertThat(asked.getHeaders().keys())
                .map(name -> name.toLowerCase(Locale.ROOT))
                .doesNotContain(
                        "x-forwarded-for",
                        "x-forwarded-host",
                        "forwarded",
                        "x-real-ip",
                        "x-http-method-override",
                        "cookie")
                .contains("accept-language", "authorization");
        assertThat(reply.header("Server")).isEmpty();
        assertThat(reply.header("Set-Cookie")).isEmpty();
        assertThat(reply.header("ETag")).isEqualTo("\"v3\"");
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void refusesABodyThatSaysItIsTooLarge() {
        Reply reply = city.post("/api/v1/me/family", "x".repeat(1_100_000), resident("r-lin"));

        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.code()).isEqualTo("CONTENT_TOO_LARGE");
        residents.verify(0, anyRequestedFor(anyUrl()));
    }

    @Test
    void refusesABodyThatGrowsTooLargeOnItsWay() {
        residents.stubFor(any(anyUrl()).willReturn(okJson("{}")));

        Reply reply =
                city.send(
                        city.request("/api/v1/me/family", resident("r-lin"))
                                .POST(
                                        BodyPublishers.ofInputStream(() ->
                                                new ByteArrayInputStream(new byte[1_300_000]))));

        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.code()).isEqualTo("CONTENT_TOO_LARGE");
    }

    @ParameterizedTest
    @CsvSource({
        "APPLICATIONS, /api/v1/applications/1/materials/id-card",
        "NOTICES, /admin/v1/notices/1/attachments/plan.pdf"
    })
    void streamsUploadsThatAreLargerThanOtherBodies(Peer peer, String path) {
        city.service(peer).stubFor(any(anyUrl()).willReturn(okJson("{}")));
        var caller = path.startsWith("/admin/") ? staff("s-1", Role.PUBLISHER) : resident("r-lin");

        assertThat(put(path, 5_000_000, caller).status()).isEqualTo(200);
        assertThat(put(path, 21_000_000, caller).code()).isEqualTo("CONTENT_TOO_LARGE");
        assertThat(put(path + "/x", 5_000_000, caller).code()).isEqualTo("CONTENT_TOO_LARGE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//api/v1/me",
                "/api//v1/me",
                "/api/v1/%6de/../me",
                "/open/v1/items/%2e%2e/%2e%2e/admin",
                "/api/v1/me;x=1",
                "/open/v1/..;/internal/v1/events",
                "/api/v1/me%2Fx",
                "/api/v1/me%5cx",
                "/api/v1/me%00"
            })
    void refusesTrickyAddresses(String path) {
        Reply reply = city.get(path, resident("r-lin"));

        assertThat(reply.status()).isIn(400, 404);
        assertThat(reply.code()).isNotEmpty();
        city.service(Peer.APPLICATIONS).verify(0, anyRequestedFor(anyUrl()));
        residents.verify(0, anyRequestedFor(anyUrl()));
    }

    private static Reply put(String path, int bytes, String... headers) {
        return city.send(
                city.request(path, headers).PUT(BodyPublishers.ofByteArray(new byte[bytes])));
    }
}
