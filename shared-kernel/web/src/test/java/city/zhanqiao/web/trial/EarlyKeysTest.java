package city.zhanqiao.web.trial;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.serviceUnavailable;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.web.test.TestIssuer;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;

/** A fresh program knows the signing keys before it says that it is ready. */
class EarlyKeysTest {

    private static final TestIssuer ISSUER = TestIssuer.shared();
    private static final String JWKS = "zhanqiao.identity.residents.jwks-uri";

    @RegisterExtension
    static final WireMockExtension KEYS =
            WireMockExtension.newInstance()
                    .options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
                    .build();

    @Test
    void asksBeforeTheFirstCallerComes() throws Exception {
        tell(ok(keys()));
        try (ConfigurableApplicationContext program = start()) {
            KEYS.verify(1, getRequestedFor(urlEqualTo("/keys")));

            assertThat(enter(program)).isEqualTo(200);

            KEYS.verify(1, getRequestedFor(urlEqualTo("/keys")));
        }
    }

    /** Nor does silence at the start count as an answer, which would be waited for. */
    @Test
    void startsWithoutItsIssuerAndAsksAgainAtTheFirstToken() throws Exception {
        tell(serviceUnavailable());
        try (ConfigurableApplicationContext program = start()) {
            tell(ok(keys()));

            assertThat(enter(program)).isEqualTo(200);
        }
    }

    private static void tell(ResponseDefinitionBuilder answer) {
        KEYS.stubFor(get("/keys").willReturn(answer));
    }

    private static String keys() throws Exception {
        return body(HttpRequest.newBuilder(URI.create(ISSUER.properties().getOrDefault(JWKS, ""))));
    }

    private static ConfigurableApplicationContext start() {
        Map<String, Object> settings = new HashMap<>(ISSUER.properties());
        settings.put(JWKS, KEYS.url("/keys"));
        settings.put("server.port", "0");
        settings.put("management.server.port", "0");
        settings.put("zhanqiao.server.drain", "0s");
        settings.put("spring.main.banner-mode", "off");
        return new SpringApplicationBuilder(TrialApplication.class).properties(settings).run();
    }

    private static int enter(ConfigurableApplicationContext program) throws Exception {
        int port = program.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    "http://localhost:" + port + "/api/v1/vault"))
                                    .header(
                                            "Authorization",
                                            "Bearer "
                                                    + ISSUER.residentToken(
                                                            "wang", RealNameLevel.L4))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        }
    }

    private static String body(HttpRequest.Builder request) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), BodyHandlers.ofString()).body();
        }
    }
}
