package city.zhanqiao.pilots;

import city.zhanqiao.city.identity.Role;
import city.zhanqiao.data.support.TestPostgres;
import city.zhanqiao.data.support.TestPostgres.TestDatabase;
import city.zhanqiao.data.support.TestRedis;
import city.zhanqiao.web.test.TestIssuer;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** The service with its database, its Redis and a clock that the test moves. */
public final class PilotsCity implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final TestIssuer ISSUER = TestIssuer.shared();

    private final TestDatabase database = TestPostgres.newDatabase("pilots");
    private final TestRedis redis;
    private final Map<String, String> more;
    private ConfigurableApplicationContext service;

    private PilotsCity(TestRedis redis, Map<String, String> more) {
        this.redis = redis;
        this.more = more;
        this.service = run();
    }

    /** Starts on an empty database at the given moment. */
    public static PilotsCity startAt(String instant) {
        return startAt(instant, Map.of());
    }

    /** Starts with further settings. */
    public static PilotsCity startAt(String instant, Map<String, String> more) {
        MovedClock.now = Instant.parse(instant);
        return new PilotsCity(TestRedis.start(), more);
    }

    /** Starts beside other services, which write to its Redis. */
    static PilotsCity startBeside(String instant, Function<TestRedis, Map<String, String>> others) {
        MovedClock.now = Instant.parse(instant);
        TestRedis redis = TestRedis.start();
        return new PilotsCity(redis, others.apply(redis));
    }

    /** Lets the city's clock jump. */
    public void moveClockTo(String instant) {
        MovedClock.now = Instant.parse(instant);
    }

    /** Stops the service and starts it again on the same data. */
    public void restart() {
        service.close();
        service = run();
    }

    private ConfigurableApplicationContext run() {
        Map<String, String> settings = new HashMap<>();
        settings.putAll(database.properties());
        settings.putAll(redis.properties());
        settings.putAll(ISSUER.properties());
        settings.put("spring.config.name", "pilots");
        settings.put("server.port", "0");
        settings.put("management.server.port", "0");
        settings.put("zhanqiao.encryption.active-key", "k1");
        settings.put("zhanqiao.encryption.keys.k1", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
        settings.put(
                "zhanqiao.encryption.lookup-key", "ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=");
        settings.putAll(more);
        return new SpringApplicationBuilder(PilotsApplication.class, MovedClock.class)
                .run(
                        settings.entrySet().stream()
                                .map(one -> "--" + one.getKey() + "=" + one.getValue())
                                .toArray(String[]::new));
    }

    public TestDatabase database() {
        return database;
    }

    /** A bean of the running service. */
    public <T> T bean(Class<T> type) {
        return service.getBean(type);
    }

    /** A member of the pilot office of the whole city. */
    public static String office(String subject) {
        return token(
                "staff",
                subject,
                Map.of("roles", List.of(Role.PILOT_OFFICE.code()), "department", "pilot-office"));
    }

    /** Any member of staff. */
    public static String staff(String subject, Role role, String district) {
        return token(
                "staff",
                subject,
                Map.of(
                        "roles",
                        List.of(role.code()),
                        "department",
                        "government-office",
                        "district",
                        district));
    }

    public static String resident(String subject) {
        return token("residents", subject, Map.of("acr", "L3"));
    }

    /** Valid at any time, because the clock is moved and the issuer's is not. */
    private static String token(String face, String subject, Map<String, Object> claims) {
        Map<String, Object> all = new HashMap<>(claims);
        all.put("iat", 0L);
        all.put("nbf", 0L);
        all.put("exp", 4_000_000_000L);
        return ISSUER.token(face, subject, TestIssuer.AUDIENCE, all, Duration.ofMinutes(10));
    }

    public Reply get(String token, String path) {
        return send(token, "GET", path, Map.of(), "");
    }

    /** A POST with a fresh key on the version given. */
    public Reply post(String token, String path, long version, String body) {
        return post(token, path, UUID.randomUUID().toString(), version, body);
    }

    public Reply post(String token, String path, String key, long version, String body) {
        return send(
                token,
                "POST",
                path,
                Map.of("Idempotency-Key", key, "If-Match", "\"v" + version + "\""),
                body);
    }

    /** Sends anything. */
    public Reply send(
            String token, String method, String path, Map<String, String> headers, String body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base() + path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        try {
            HttpResponse<byte[]> response =
                    HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Reply(response.statusCode(), response.headers().map(), response.body());
        } catch (IOException | InterruptedException fault) {
            throw new IllegalStateException(fault);
        }
    }

    private String base() {
        return "http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port");
    }

    @Override
    public void close() {
        service.close();
        redis.close();
    }

    /** An answer. */
    public record Reply(int status, Map<String, List<String>> headers, byte[] bytes) {
        public JsonNode body() {
            return JSON.readTree(text().isEmpty() ? "{}" : text());
        }

        public String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        public String code() {
            return body().path("code").asString();
        }

        public long version() {
            return body().path("version").asLong();
        }
    }

    /** Stands still until it is moved. */
    @Configuration(proxyBeanMethods = false)
    static class MovedClock {
        private static volatile Instant now = Instant.EPOCH;

        @Bean
        InstantSource movedClock() {
            return () -> now;
        }
    }
}
