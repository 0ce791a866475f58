package city.zhanqiao.applications;

import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.data.support.TestPostgres;
import city.zhanqiao.data.support.TestPostgres.TestDatabase;
import city.zhanqiao.data.support.TestRedis;
import city.zhanqiao.web.test.ApiContract;
import city.zhanqiao.web.test.TestIssuer;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.function.SingletonSupplier;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The service with a real PostgreSQL and Redis, one for all tests of the JVM, and how to call it.
 */
public final class City {

    public static final JsonMapper JSON = new JsonMapper();
    public static final TestClock CLOCK = new TestClock();
    public static final TestDatabase PLACE = TestPostgres.newDatabase("applications");
    public static final WireMockServer NEIGHBOURS =
            new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));
    public static final ConfigurableApplicationContext SERVICE = start();
    public static final String FIRM = "91370202MA3TEXT0X0";
    public static final String STREET = "370202001000";

    private static final TestIssuer ISSUER = TestIssuer.shared();
    private static final String DOCUMENT = "/v3/api-docs";

    /** Every answer that a test sees is one that the document promises. */
    private static final Supplier<ApiContract> CONTRACT =
            SingletonSupplier.of(() -> ApiContract.of(get("", DOCUMENT).body().toString()));

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String BASE =
            "http://127.0.0.1:" + SERVICE.getEnvironment().getProperty("local.server.port");

    private City() {}

    private static ConfigurableApplicationContext start() {
        NEIGHBOURS.start();
        allow(".*", false);
        allow(".*\"" + FIRM + "\".*", true);
        Map<String, Object> settings = settings(PLACE);
        ConfigurableApplicationContext started =
                new SpringApplicationBuilder(ApplicationsApplication.class)
                        .run(
                                settings.entrySet().stream()
                                        .map(one -> "--" + one.getKey() + "=" + one.getValue())
                                        .toArray(String[]::new));
        open(PLACE);
        return started;
    }

    /** What the service is told, on a database of the test's choice. */
    static Map<String, Object> settings(TestDatabase place) {
        Map<String, Object> settings = new HashMap<>();
        settings.putAll(place.properties());
        settings.putAll(TestRedis.start().properties());
        settings.putAll(TestIssuer.shared().properties());
        settings.put("spring.config.name", "applications");
        settings.put("server.port", "0");
        settings.put("management.server.port", "0");
        settings.put("zhanqiao.casework.timer-pause", "1h");
        settings.put("zhanqiao.materials.folder", "target/materials");
        settings.put("zhanqiao.materials.fetch-pause", "1h");
        settings.put("zhanqiao.materials.sharing.url", NEIGHBOURS.baseUrl() + "/sharing");
        settings.put("zhanqiao.materials.sharing.timeout", "300ms");
        settings.put("spring.r2dbc.pool.max-acquire-time", "60s");
        settings.put("zhanqiao.peers.residents", NEIGHBOURS.baseUrl());
        settings.put("zhanqiao.peers.pilots", NEIGHBOURS.baseUrl());
        settings.put("zhanqiao.encryption.active-key", "k1");
        settings.put("zhanqiao.encryption.keys.k1", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
        settings.put(
                "zhanqiao.encryption.lookup-key", "ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=");
        return settings;
    }

    /** Opens every item and bundle in one district, and closes one item in another. */
    static void open(TestDatabase place) {
        place.execute(
                """
                INSERT INTO pilot_copy (pilot, revision, scenario, district, state, opens_on, share,
                                        groups, channels)
                SELECT uuidv7(), 1, opened.scenario, opened.district, opened.state,
                       DATE '2022-05-01', 100, '{}', '{ONLINE,WINDOW}'
                  FROM (SELECT CASE jsonb_array_length(definition->'members')
                                    WHEN 0 THEN 'item:' ELSE 'bundle:' END || code,
                               '370202', 'PILOT'
                          FROM item_version
                        UNION ALL
                        VALUES ('item:social-card', '370212', 'STOPPED')
                       ) AS opened (scenario, district, state)
                """);
    }

    @Configuration(proxyBeanMethods = false)
    static class Time {
        @Bean
        TestClock clock() {
            return CLOCK;
        }
    }

    public static String resident(String subject) {
        return resident(subject, RealNameLevel.L3);
    }

    public static String resident(String subject, RealNameLevel level) {
        return ISSUER.token(
                "residents",
                subject,
                TestIssuer.AUDIENCE,
                Map.of("acr", level.name(), "auth_time", CLOCK.instant().getEpochSecond()),
                life());
    }

    /** The residents' service. */
    public static String service() {
        return ISSUER.serviceToken("residents");
    }

    public static String staff(String subject, String department, Role... roles) {
        return staffOf(subject, department, "370202", roles);
    }

    public static String staffOf(
            String subject, String department, String district, Role... roles) {
        return ISSUER.token(
                "staff", subject, TestIssuer.AUDIENCE, claims(department, district, roles), life());
    }

    /** Staff of the whole city have no district. */
    private static Map<String, Object> claims(String department, String district, Role... roles) {
        Map<String, Object> claims = new HashMap<>();
        claims.put("roles", List.of(roles).stream().map(Role::code).toList());
        claims.put("department", department);
        if (!district.isEmpty()) {
            claims.put("district", district);
        }
        return claims;
    }

    /** What residents answers when it is asked for authority with such a body. */
    public static void allow(String body, boolean allowed) {
        NEIGHBOURS.stubFor(
                WireMock.post(urlPathEqualTo("/internal/v1/authority-checks"))
                        .withRequestBody(matching(body))
                        .willReturn(
                                okJson(
                                        allowed
                                                ? "{\"allowed\":true,\"kind\":\"PROXY\"}"
                                                : "{\"allowed\":false,\"reason\":\"NO_AUTHORITY\"}")));
    }

    /** Ten minutes after whichever is later: the test's time or the issuer's. */
    private static Duration life() {
        Duration ahead = Duration.between(Instant.now(), CLOCK.instant());
        return Duration.ofMinutes(10).plus(ahead.isNegative() ? Duration.ZERO : ahead);
    }

    public static Reply post(String token, String path, String body) {
        return send(token, "POST", path, key(), "", body);
    }

    public static Reply post(String token, String path, String key, String etag, String body) {
        return send(token, "POST", path, key, etag, body);
    }

    public static Reply get(String token, String path) {
        return send(token, "GET", path, "", "", "");
    }

    /** An act of the office on the version that is stored. */
    public static Reply act(String staff, String id, String act, String body) {
        return post(
                staff, "/admin/v1/applications/" + id + "/" + act, key(), etag(version(id)), body);
    }

    /** An act of the resident on the version that is stored. */
    public static Reply own(String resident, String id, String act, String body) {
        return post(
                resident, "/api/v1/applications/" + id + "/" + act, key(), etag(version(id)), body);
    }

    public static Reply fillIn(String resident, String id, String form) {
        return send(
                resident,
                "PUT",
                "/api/v1/applications/" + id + "/form",
                "",
                etag(version(id)),
                "{\"form\":" + form + "}");
    }

    /** Uploads everything that the case asks of its applicant, but for some. */
    public static void supply(String resident, String id, String... but) {
        for (JsonNode paper :
                get(resident, "/api/v1/applications/" + id + "/materials").body().path("items")) {
            String code = paper.path("code").asString();
            if (paper.path("asked").asBoolean()
                    && paper.path("state").asString().equals("MISSING")
                    && !List.of(but).contains(code)) {
                Reply kept = upload(resident, id, code, SampleFile.png(), Map.of());
                if (kept.status() != 200) {
                    throw new IllegalStateException(code + ": " + kept);
                }
            }
        }
    }

    public static Reply upload(
            String resident,
            String id,
            String material,
            byte[] bytes,
            Map<String, String> headers) {
        String path = "/api/v1/applications/" + id + "/materials/" + material;
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(BASE + path))
                        .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes))
                        .header("Authorization", "Bearer " + resident)
                        .header("Content-Type", "application/octet-stream");
        headers.forEach(request::header);
        return send(request.build(), "PUT", path);
    }

    /** What a browser is shown. */
    public static HttpResponse<String> browse(String path) {
        try {
            return HTTP.send(
                    HttpRequest.newBuilder(URI.create(BASE + path))
                            .header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException fault) {
            throw new IllegalStateException(fault);
        }
    }

    /** Bytes, as they are. */
    public static HttpResponse<byte[]> download(String token, String path) {
        try {
            return HTTP.send(
                    HttpRequest.newBuilder(URI.create(BASE + path))
                            .header("Authorization", "Bearer " + token)
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException | InterruptedException fault) {
            throw new IllegalStateException(fault);
        }
    }

    public static Reply draft(String resident, String kind, String code, String more) {
        return post(
                resident,
                "/api/v1/applications",
                "{\"%s\":\"%s\",\"division\":\"%s\"%s}".formatted(kind, code, STREET, more));
    }

    public static int version(String id) {
        return (int) PLACE.count("SELECT version FROM application WHERE id = '" + id + "'");
    }

    /** Another service of the city. */
    public static String service(String name) {
        return ISSUER.serviceToken(name);
    }

    /** Lets the event take effect by which residents tells that two ids are one person. */
    public static void rename(String former, String resident) {
        city.zhanqiao.applications.casework.Timers.rename(SERVICE, former, resident);
    }

    /** Lets the clock act now. */
    public static void runTimers() {
        city.zhanqiao.applications.casework.Timers.act(SERVICE);
    }

    public static String state(String id) {
        return PLACE.texts("SELECT state FROM application WHERE id = '" + id + "'").getFirst();
    }

    public static Reply send(
            String token, String method, String path, String key, String etag, String body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(BASE + path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        Map.of(
                        "Authorization", token.isEmpty() ? "" : "Bearer " + token,
                        "Idempotency-Key", key,
                        "If-Match", etag)
                .forEach((name, value) -> {
                    if (!value.isEmpty()) {
                        request.header(name, value);
                    }
                });
        return send(request.build(), method, path);
    }

    private static Reply send(HttpRequest request, String method, String path) {
        try {
            HttpResponse<String> response =
                    HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            String answer = response.body();
            if (!path.equals(DOCUMENT) && !path.startsWith("/internal/")) {
                CONTRACT.get().assertPromised(method, path, response.statusCode(), answer);
            }
            return new Reply(
                    response.statusCode(), JSON.readTree(answer.isEmpty() ? "{}" : answer));
        } catch (IOException | InterruptedException fault) {
            throw new IllegalStateException(fault);
        }
    }

    public static List<Reply> fiftyTimes(Callable<Reply> call) throws Exception {
        return together(IntStream.range(0, 50).mapToObj(n -> call).toList());
    }

    /** All at the same time. */
    public static List<Reply> together(List<Callable<Reply>> calls) throws Exception {
        try (ExecutorService all = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Reply>> running = calls.stream().map(all::submit).toList();
            List<Reply> replies = new ArrayList<>();
            for (Future<Reply> one : running) {
                replies.add(one.get());
            }
            return replies;
        }
    }

    public static String etag(int version) {
        return "\"v" + version + "\"";
    }

    public static String key() {
        return UUID.randomUUID().toString();
    }

    /** What the service answered. */
    public record Reply(int status, JsonNode body) {
        public String code() {
            return body.path("code").asString();
        }

        public String id() {
            return body.path("id").asString();
        }

        public String text(String pointer) {
            return body.at(pointer).asString();
        }
    }
}
