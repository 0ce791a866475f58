package city.zhanqiao.web.test;

import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.city.identity.Role;

import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;

import org.jspecify.annotations.Nullable;
import org.springframework.test.context.DynamicPropertyRegistry;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A real issuer of tokens in the test's JVM, on a free port, with the three issuers a service
 * knows: residents, staff and services. One for all tests; it starts at the first use.
 *
 * <pre>{@code
 * @DynamicPropertySource
 * static void identity(DynamicPropertyRegistry registry) {
 *     TestIssuer.shared().registerIn(registry);
 * }
 * }</pre>
 */
public final class TestIssuer {

    /** Audience of every token. */
    public static final String AUDIENCE = "zhanqiao";

    private static final class Shared {
        static final TestIssuer ISSUER = new TestIssuer();
    }

    private final MockOAuth2Server server =
            new MockOAuth2Server(
                    OAuth2Config.Companion.fromJson("{\"httpServer\":\"NettyWrapper\"}"));

    private TestIssuer() {
        server.start();
    }

    public static TestIssuer shared() {
        return Shared.ISSUER;
    }

    /** The identity settings of a service that trusts this issuer. */
    public Map<String, String> properties() {
        var properties = new HashMap<String, String>();
        for (var face : List.of("residents", "staff", "services")) {
            var prefix = "zhanqiao.identity." + face;
            properties.put(prefix + ".issuer", server.issuerUrl(face).toString());
            properties.put(prefix + ".jwks-uri", server.jwksUrl(face).toString());
            properties.put(prefix + ".audience", AUDIENCE);
        }
        var client = "zhanqiao.identity.client";
        properties.put(client + ".token-uri", server.tokenEndpointUrl("services").toString());
        properties.put(client + ".client-id", "test-service");
        properties.put(client + ".client-secret", "none-of-value");
        properties.put(client + ".audience", AUDIENCE);
        return Map.copyOf(properties);
    }

    public void registerIn(DynamicPropertyRegistry registry) {
        properties().forEach((name, value) -> registry.add(name, () -> value));
    }

    /** A resident checked just now. Levels from L2 on bring a synthetic name. */
    public String residentToken(String subject, RealNameLevel level) {
        return residentToken(subject, level, Instant.now(), Map.of());
    }

    /** A resident with further claims, such as {@code name} or {@code resident_number}. */
    public String residentToken(
            String subject, RealNameLevel level, Instant levelAt, Map<String, Object> more) {
        var claims = new HashMap<String, Object>(more);
        claims.put("acr", level.name());
        claims.put("auth_time", levelAt.getEpochSecond());
        return token("residents", subject, AUDIENCE, claims, Duration.ofMinutes(10));
    }

    /**
     * A member of staff.
     *
     * @param district null for staff of the whole city
     */
    public String staffToken(
            String subject, Collection<Role> roles, String department, @Nullable String district) {
        var claims = new HashMap<String, Object>();
        claims.put("roles", roles.stream().map(Role::code).toList());
        claims.put("department", department);
        if (district != null) {
            claims.put("district", district);
        }
        return token("staff", subject, AUDIENCE, claims, Duration.ofMinutes(10));
    }

    /** Another service of the city. */
    public String serviceToken(String name) {
        return token("services", name, AUDIENCE, Map.of(), Duration.ofMinutes(10));
    }

    /**
     * Any token the issuer can make, also wrong ones.
     *
     * @param issuer {@code residents}, {@code staff}, {@code services} or one that nobody trusts
     * @param life negative for a token that has expired
     */
    public String token(
            String issuer,
            String subject,
            String audience,
            Map<String, Object> claims,
            Duration life) {
        return server.issueToken(
                        issuer,
                        "test-app",
                        new DefaultOAuth2TokenCallback(
                                issuer,
                                subject,
                                "JWT",
                                List.of(audience),
                                claims,
                                life.toSeconds()))
                .serialize();
    }

    /** Address of the public keys, for tests that abuse them. */
    public String jwksUri(String issuer) {
        return server.jwksUrl(issuer).toString();
    }
}
