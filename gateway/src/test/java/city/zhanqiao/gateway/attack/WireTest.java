package city.zhanqiao.gateway.attack;

import static city.zhanqiao.gateway.support.TestCity.bearing;
import static city.zhanqiao.gateway.support.TestCity.resident;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlMatching;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.gateway.peer.Peer;
import city.zhanqiao.gateway.support.RawCall;
import city.zhanqiao.gateway.support.Reply;
import city.zhanqiao.gateway.support.TestCity;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Bytes that two servers might read in two ways, and text that might become a line of the log. */
@ExtendWith(OutputCaptureExtension.class)
class WireTest {

    /** What a smuggler wants a service to take for a request of its own. */
    private static final String INNER =
            "GET /internal/v1/events?after=0 HTTP/1.1\r\nHost: x\r\n\r\n";

    private static final Duration QUIET = Duration.ofMillis(200);

    private static TestCity city;

    @BeforeAll
    static void start() {
        city = TestCity.with(Set.of(Peer.RESIDENTS), Map.of());
    }

    @AfterAll
    static void stop() {
        city.close();
    }

    @BeforeEach
    void theServiceAnswersEverything() {
        city.reset();
        city.service(Peer.RESIDENTS).stubFor(any(anyUrl()).willReturn(okJson("{}")));
    }

    /** The body is the inner request, framed in ways that invite a second reading. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: %d\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n%s",
                "Transfer-Encoding: chunked\r\nContent-Length: %d\r\n\r\n0\r\n\r\n%s",
                "Content-Length: 0\r\nContent-Length: %d\r\n\r\n%s",
                "Content-Length: %d\r\nContent-Length: 0\r\n\r\n%s",
                "Content-Length: 0, %d\r\n\r\n%s",
                "Content-Length: +%d\r\n\r\n%s",
                "Content-Length : %d\r\n\r\n%s",
                "Content-Length: %d\r\nTransfer-Encoding: xchunked\r\n\r\n%s",
                "Content-Length: %d\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n%s",
                "Content-Length: %d\r\nTransfer-Encoding:\tchunked\r\n\r\n0\r\n\r\n%s",
                "Content-Length: %d\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n%s",
                "Content-Length: %d\r\nX: y\r\n Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n%s",
                "Content-Length: %d\r\nX: y\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n%s",
                "Content-Length: %d\r\nConnection: Content-Length\r\n\r\n%s",
                "Transfer-Encoding: chunked\r\nX-Length: %d\r\n\r\n-1\r\n%s",
                "Transfer-Encoding: chunked\r\nX-Length: %d\r\n\r\n0x0\r\n%s",
                "Transfer-Encoding: chunked\r\nX-Length: %d\r\n\r\nFFFFFFFFFFFFFFFFFFFF\r\n%s"
            })
    void carriesNoSecondRequestToAService(String framing) throws IOException {
        try (RawCall call = RawCall.to(city.port())) {
            call.send(
                    "POST /api/v1/me/family HTTP/1.1\r\nHost: x\r\n"
                            + "Content-Type: application/json\r\n"
                            + RawCall.header(resident("r-lin"))
                            + framing.formatted(INNER.length(), INNER));
            call.readAll(QUIET);
        }
        // What follows on a connection to the service must be what the next caller sent.
        assertThat(city.get("/api/v1/me", resident("r-wang")).status()).isEqualTo(200);

        city.service(Peer.RESIDENTS).verify(0, anyRequestedFor(urlMatching("/internal.*")));
        assertThat(city.service(Peer.RESIDENTS).getAllServeEvents()).hasSizeBetween(1, 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/v1/me HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET /api/v1/me HTTP/1.1\r\n\r\n",
                "GET /api/v1/me HTTP/9.9\r\nHost: x\r\n\r\n",
                "GET  /api/v1/me HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /api/v1/me\r\nHost: x\r\n\r\n",
                "G\u0000T /api/v1/me HTTP/1.1\r\nHost: x\r\n\r\n",
                "CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: x\r\n\r\n",
                "TRACE /api/v1/me HTTP/1.1\r\nHost: x\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003"
            })
    void answersOrHangsUpOnWhatIsNoRequestOfOurs(String bytes) throws IOException {
        try (RawCall call = RawCall.to(city.port())) {
            call.send(bytes);

            assertThat(call.readAll(QUIET))
                    .doesNotContain("HTTP/1.1 200", "HTTP/1.1 5", "SETTINGS");
        }
        city.service(Peer.RESIDENTS).verify(0, anyRequestedFor(anyUrl()));
    }

    /** With HTTP/2 off there are no streams to reset (CVE-2023-44487). */
    @Test
    void speaksNoHttp2() throws IOException {
        try (RawCall call = RawCall.to(city.port())) {
            call.send("GET /open/v1/start HTTP/1.1\r\nHost: x\r\n");
            call.send("Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n");
            call.send("HTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n");

            assertThat(call.readAll(QUIET)).startsWith("HTTP/1.1 200").doesNotContain("101 ");
        }
    }

    @Test
    void refusesHeadersThatAreTooLargeOrTooMany() throws IOException {
        for (String headers :
                new String[] {"X: " + "y".repeat(70_000), "X: y\r\n".repeat(20_000)}) {
            try (RawCall call = RawCall.to(city.port())) {
                call.send("GET /api/v1/me HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n\r\n");

                assertThat(call.readStatus()).isIn(0, 400, 413, 431);
            }
        }
    }

    @Test
    void takesTheTargetAndNotTheHostForTheAddress() throws IOException {
        try (RawCall call = RawCall.to(city.port())) {
            call.send(
                    "GET http://residents.internal/internal/v1/events HTTP/1.1\r\nHost: x\r\n"
                            + RawCall.header(resident("r-lin"))
                            + "\r\n");

            assertThat(call.readStatus()).isEqualTo(404);
        }
        city.service(Peer.RESIDENTS).verify(0, anyRequestedFor(anyUrl()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Request-Id: ok-000001\rFORGED line",
                "X-Request-Id: ok-000001%0aFORGED line",
                "User-Agent: a\rFORGED line",
                "X-Device-Id: a\u001b[2JFORGED line",
                "X-App-Version: 1\u0085FORGED line",
                "traceparent: 00-\rFORGED line",
                "Accept-Language: zh\u2028FORGED line",
                "Idempotency-Key: FORGED line"
            })
    void writesNothingOfTheCallersIntoTheLog(String header, CapturedOutput output)
            throws IOException {
        for (String path : new String[] {"/api/v1/me", "/%0d%0aFORGED%20line", "/FORGED"}) {
            try (RawCall call = RawCall.to(city.port())) {
                call.send(
                        "GET "
                                + path
                                + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                                + RawCall.header(resident("r-lin"))
                                + header
                                + "\r\n\r\n");
                call.readAll(QUIET);
            }
        }

        assertThat(output.getAll()).doesNotContain("FORGED", "r-lin");
    }

    @Test
    void writesNoTokenAndNoQueryIntoTheLog(CapturedOutput output) {
        Reply reply = city.get("/api/v1/me?phone=19900000001", bearing("secret.token.of-somebody"));

        assertThat(reply.status()).isEqualTo(401);
        assertThat(output.getAll()).doesNotContain("19900000001", "of-somebody");
    }
}
