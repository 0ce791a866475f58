package city.zhanqiao.web.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.reactive.function.client.WebClient;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** An issuer that gives its keys out once and hangs when it is asked again. */
class SigningKeysTest {

    private static final RSAKey KEY = key();
    private static final JWSHeader HEADER =
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k1").build();

    private static final Duration FRESH = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final CountDownLatch hanging = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private volatile Instant now = Instant.parse("2026-11-23T01:00:00Z");
    private HttpServer issuer;
    private SigningKeys keys;

    @BeforeEach
    void start() throws IOException {
        issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer.setExecutor(threads);
        issuer.createContext("/", this::answer);
        issuer.start();
        keys =
                new SigningKeys(
                        WebClient.create(),
                        URI.create("http://127.0.0.1:" + issuer.getAddress().getPort() + "/"),
                        new IdentitySettings.Keys(
                                Duration.ofMinutes(2), FRESH, Duration.ofSeconds(10)),
                        () -> now);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (asked.incrementAndGet() > 1) {
                hanging.await();
            }
            byte[] body = new JWKSet(KEY.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void stop() {
        hanging.countDown();
        issuer.stop(0);
        threads.close();
    }

    @Test
    void letsNobodyWaitForAnIssuerWhoseKeysAreKnown() {
        assertThat(find()).hasSize(1);
        now = now.plus(FRESH).plusSeconds(1);

        assertThat(find()).as("while the issuer hangs").hasSize(1);
        assertThat(find()).hasSize(1);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(asked).hasValue(2));
        assertThat(find()).hasSize(1);
        assertThat(asked).as("asked once for all who come meanwhile").hasValue(2);
    }

    private List<JWK> find() {
        return Objects.requireNonNull(keys.of(HEADER).collectList().block(PATIENCE));
    }

    private static RSAKey key() {
        try {
            return new RSAKeyGenerator(2048).keyID("k1").generate();
        } catch (JOSEException fault) {
            throw new IllegalStateException(fault);
        }
    }
}
