package city.zhanqiao.gateway.server;

import static city.zhanqiao.gateway.support.TestCity.and;
import static city.zhanqiao.gateway.support.TestCity.resident;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import city.zhanqiao.gateway.peer.Peer;
import city.zhanqiao.gateway.support.RawCall;
import city.zhanqiao.gateway.support.Reply;
import city.zhanqiao.gateway.support.TestCity;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.SocketException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

class DoorTest {

    private static final String PAGE = "https://hall.example";

    private static TestCity city;

    @BeforeAll
    static void start() {
        city =
                TestCity.with(
                        Set.of(Peer.RESIDENTS, Peer.APPLICATIONS),
                        Map.of(
                                "zhanqiao.gateway.door.origins", PAGE,
                                "zhanqiao.gateway.door.header-timeout", "700ms",
                                "zhanqiao.gateway.door.reader-timeout", "1s",
                                "zhanqiao.server.read-timeout", "700ms",
                                "zhanqiao.server.request-timeout", "2s",
                                "server.netty.idle-timeout", "2s"));
    }

    @AfterAll
    static void stop() {
        city.close();
    }

    @BeforeEach
    void servicesAnswer() {
        city.reset();
        city.service(Peer.RESIDENTS).stubFor(any(anyUrl()).willReturn(okJson("{}")));
        city.service(Peer.APPLICATIONS).stubFor(any(anyUrl()).willReturn(okJson("{}")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/me", "/open/v1/items", "/nowhere", "/openapi.json", "/docs"})
    void everyAnswerCarriesTheSecurityHeaders(String path) {
        Reply reply = city.get(path);

        assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(reply.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(reply.header("Strict-Transport-Security")).startsWith("max-age=31536000");
        assertThat(reply.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(reply.header("Content-Security-Policy")).contains("frame-ancestors 'none'");
        assertThat(reply.header("X-Request-Id")).isNotEmpty();
    }

    @Test
    void letsNamedPagesSpeakForResidentsAndNoOthers() {
        assertThat(preflight("/api/v1/me", PAGE).header("Access-Control-Allow-Origin"))
                .isEqualTo(PAGE);
        assertThat(preflight("/api/v1/me", PAGE).header("Access-Control-Allow-Credentials"))
                .isEmpty();
        Reply refused = preflight("/api/v1/me", "https://evil.example");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.header("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void letsEveryPageReadWhatIsOpen() {
        Reply reply = get("/open/v1/items", "https://any.example");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Access-Control-Allow-Origin")).isEqualTo("*");
    }

    @Test
    void hangsUpOnSlowHeaders() throws Exception {
        try (RawCall call = RawCall.to(city.port())) {
            call.send("GET /open/v1/items HTTP/1.1\r\nHost: x\r\n");
            assertThat(call.isClosedWithin(Duration.ofSeconds(3))).isTrue();
        }
    }

    @Test
    void hangsUpOnSlowHeadersOfALaterRequest() throws Exception {
        city.get("/open/v1/items"); // so that the next is answered from memory
        try (RawCall call = RawCall.to(city.port())) {
            call.send("GET /open/v1/items HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(call.readStatus()).isEqualTo(200);
            call.send("GET /open/v1/items HTTP/1.1\r\nHo");
            assertThat(call.isClosedWithin(Duration.ofSeconds(3))).isTrue();
        }
    }

    @Test
    void hangsUpOnSlowBodies() throws Exception {
        try (RawCall call = RawCall.to(city.port())) {
            call.send(
                    "POST /api/v1/me/family HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n"
                            + RawCall.header(resident("r-lin"))
                            + "\r\n{");
            assertThat(call.isClosedWithin(Duration.ofSeconds(4))).isTrue();
        }
    }

    /** Byte by byte, and never silent for long enough to be noticed by that. */
    @Test
    void hangsUpOnBodiesThatNeverEnd() throws Exception {
        try (RawCall call = RawCall.to(city.port())) {
            call.send(
                    "POST /api/v1/me/family HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n"
                            + RawCall.header(resident("r-lin"))
                            + "\r\n{");

            await().pollInterval(Duration.ofMillis(100))
                    .atMost(Duration.ofSeconds(8))
                    .until(() -> isDropped(call, " "));
        }
    }

    @Test
    void hangsUpOnWhoeverSaysNothing() throws Exception {
        try (RawCall silent = RawCall.to(city.port());
                RawCall idle = RawCall.to(city.port())) {
            idle.send("GET /open/v1/items HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(idle.readStatus()).isEqualTo(200);

            assertThat(idle.isClosedWithin(Duration.ofSeconds(6))).isTrue();
            assertThat(silent.isClosedWithin(Duration.ofSeconds(6))).isTrue();
        }
    }

    @Test
    void takesNoMoreConnectionsThanItHasRoomFor() throws Exception {
        try (TestCity small =
                TestCity.with(Set.of(), Map.of("zhanqiao.gateway.door.connections", "2"))) {
            RawCall first = RawCall.to(small.port());
            RawCall second = RawCall.to(small.port());
            assertThat(begins(first) && begins(second)).isTrue();

            try (RawCall third = RawCall.to(small.port())) {
                assertThat(third.isClosedWithin(Duration.ofSeconds(5))).isTrue();
            }
            assertThat(begins(second)).isTrue();

            first.close();
            await().until(() -> {
                try (RawCall next = RawCall.to(small.port())) {
                    return begins(next);
                }
            });
            second.close();
        }
    }

    private static boolean begins(RawCall call) throws IOException {
        try {
            call.send("GET /open/v1/start HTTP/1.1\r\nHost: x\r\n\r\n");
        } catch (SocketException reset) {
            return false;
        }
        return call.readStatus() == 200;
    }

    @Test
    void hangsUpOnReadersWhoTakeNothing() throws Exception {
        longAnswers();
        try (RawCall call = RawCall.to(city.port())) {
            call.send(asked());

            await().atMost(Duration.ofSeconds(5)).until(() -> isDropped(call, "\r\n"));
        }
    }

    @Test
    void waitsForReadersWhoTakeALittle() throws Exception {
        longAnswers();
        try (RawCall call = RawCall.to(city.port())) {
            call.send(asked());

            // Three times as long as a reader who takes nothing has.
            assertThat(call.readSlowly(Duration.ofSeconds(3))).isTrue();
        }
    }

    @Test
    void keepsAConnectionOfAPatientCallerOpen() throws Exception {
        try (RawCall call = RawCall.to(city.port())) {
            for (int request = 0; request < 3; request++) {
                call.send("GET /open/v1/items HTTP/1.1\r\nHost: x\r\n\r\n");
                assertThat(call.readStatus()).isEqualTo(200);
                assertThat(call.isClosedWithin(Duration.ofMillis(900))).isFalse();
            }
        }
    }

    /** More than all buffers on the way hold together. */
    private static void longAnswers() {
        city.service(Peer.RESIDENTS)
                .stubFor(any(anyUrl()).willReturn(okJson("\"" + "x".repeat(32 << 20) + "\"")));
    }

    private static String asked() {
        return "GET /api/v1/me HTTP/1.1\r\nHost: x\r\n"
                + RawCall.header(resident("r-lin"))
                + "\r\n";
    }

    /** Whoever writes on a connection that was reset hears of it. */
    private static boolean isDropped(RawCall call, String bytes) {
        try {
            call.send(bytes);
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    private static Reply preflight(String path, String origin) {
        return city.send(
                city.request(
                                path,
                                "Origin",
                                origin,
                                "Access-Control-Request-Method",
                                "PUT",
                                "Access-Control-Request-Headers",
                                "Authorization, If-Match")
                        .method("OPTIONS", BodyPublishers.noBody()));
    }

    private static Reply get(String path, String origin) {
        return city.get(path, and(new String[0], "Origin", origin));
    }
}
