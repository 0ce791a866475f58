package city.zhanqiao.web.trial;

import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.web.test.TestIssuer;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.util.Objects;

/** Asks the trial service over HTTP. */
@SpringBootTest(
        classes = TrialApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
abstract class TrialTest {

    static final TestIssuer ISSUER = TestIssuer.shared();

    private static final JsonMapper JSON = new JsonMapper();

    /** The first answer of a cold JVM on a busy machine takes long. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @LocalServerPort private int port;

    @DynamicPropertySource
    static void identity(DynamicPropertyRegistry registry) {
        ISSUER.registerIn(registry);
    }

    /** Somebody without a token. */
    WebTestClient guest() {
        return WebTestClient.bindToServer()
                .baseUrl("http://localhost:" + port)
                .responseTimeout(PATIENCE)
                .build();
    }

    WebTestClient bearing(String token) {
        return guest().mutate().defaultHeaders(headers -> headers.setBearerAuth(token)).build();
    }

    WebTestClient resident(RealNameLevel level) {
        return bearing(ISSUER.residentToken("wang", level));
    }

    static String text(WebTestClient.ResponseSpec answer) {
        return Objects.requireNonNullElse(
                answer.expectBody(String.class).returnResult().getResponseBody(), "");
    }

    static JsonNode read(WebTestClient.ResponseSpec answer) {
        return JSON.readTree(text(answer));
    }
}
