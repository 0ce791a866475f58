package city.zhanqiao.notices;

import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.data.support.TestPostgres;
import city.zhanqiao.data.support.TestPostgres.TestDatabase;
import city.zhanqiao.data.support.TestRedis;
import city.zhanqiao.web.test.ApiContract;
import city.zhanqiao.web.test.TestIssuer;

import com.github.tomakehurst.wiremock.WireMockServer;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.function.SingletonSupplier;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** The one running service of all tests, and how to speak to it. */
final class RunningNotices {

    static final TestIssuer ISSUER = TestIssuer.shared();

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final TestDatabase PLACE = TestPostgres.newDatabase("notices");
    private static final TestRedis REDIS = TestRedis.start();

    /** The service of notifications, as far as it is asked. */
    static final WireMockServer NOTIFICATIONS = notifications();

    private static final String BASE = base(startOpen());

    private static final String DOCUMENT = "/v3/api-docs";

    /** Every JSON answer that a test sees is one that the document promises. */
    private static final Supplier<ApiContract> CONTRACT =
            SingletonSupplier.of(() -> ApiContract.of(get(DOCUMENT).text()));

    private RunningNotices() {}

    static String home() {
        return BASE;
    }

    static TestDatabase place() {
        return PLACE;
    }

    static TestRedis redis() {
        return REDIS;
    }

    /** The first instance, with every kind of notice opened in every district. */
    private static ConfigurableApplicationContext startOpen() {
        ConfigurableApplicationContext first = start();
        PLACE.execute(
                """
                INSERT INTO pilot_copy (pilot, revision, scenario, district, state, opens_on, share,
                                        groups, channels)
                SELECT gen_random_uuid(), 0, 'notices:' || kind, district, 'PILOT', '2026-01-01', 100,
                       '{}', '{ONLINE,WINDOW}'
                  FROM unnest(ARRAY['outage', 'traffic', 'weather', 'health', 'community-event',
                                    'policy', 'recruitment']) AS kind,
                       unnest(ARRAY['370202', '370203', '370211', '370212', '370213', '370214',
                                    '370215', '370281', '370283', '370285']) AS district
                """);
        return first;
    }

    /** A further instance on the same database. */
    static ConfigurableApplicationContext start() {
        Map<String, Object> settings = new HashMap<>();
        settings.putAll(PLACE.properties());
        settings.putAll(REDIS.properties());
        settings.putAll(ISSUER.properties());
        settings.put("zhanqiao.peers.notifications", NOTIFICATIONS.baseUrl());
        settings.put("zhanqiao.attachments.folder", "target/attachments");
        settings.put("zhanqiao.notices.examples", "true");
        settings.put("spring.config.name", "notices");
        settings.put("spring.main.banner-mode", "off");
        settings.put("server.port", "0");
        settings.put("management.server.port", "0");
        settings.put("zhanqiao.encryption.active-key", "k1");
        settings.put("zhanqiao.encryption.keys.k1", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
        settings.put(
                "zhanqiao.encryption.lookup-key", "ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=");
        return new SpringApplicationBuilder(NoticesApplication.class)
                .run(
                        settings.entrySet().stream()
                                .map(one -> "--" + one.getKey() + "=" + one.getValue())
                                .toArray(String[]::new));
    }

    private static WireMockServer notifications() {
        WireMockServer server =
                new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));
        server.start();
        return server;
    }

    static String base(ConfigurableApplicationContext service) {
        return "http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port");
    }

    static Reply get(String path, String... headers) {
        return send(BASE, "", "GET", path, "", "", headers);
    }

    static Reply getAs(String token, String path) {
        return send(BASE, token, "GET", path, "", "");
    }

    static Reply post(String token, String path, String etag, String body, String... headers) {
        String[] all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 2, headers.length);
        all[0] = "Idempotency-Key";
        all[1] = UUID.randomUUID().toString();
        return send(BASE, token, "POST", path, etag, body, all);
    }

    /** A file of a notice, as a browser sends it. */
    static Reply attach(String token, String key, String path, String name, byte[] bytes) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(BASE + path))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(bytes))
                        .header("Authorization", "Bearer " + token)
                        .header("Idempotency-Key", key)
                        .header("Content-Type", "application/octet-stream");
        return exchange(
                "POST",
                path,
                name.isEmpty()
                        ? request
                        : request.header(
                                "Content-Disposition", "attachment; filename*=UTF-8''" + name));
    }

    static Reply put(String token, String path, String etag, String body) {
        return send(BASE, token, "PUT", path, etag, body);
    }

    static Reply send(
            String base,
            String token,
            String method,
            String path,
            String etag,
            String body,
            String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (!etag.isEmpty()) {
            request.header("If-Match", etag);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (!body.isEmpty() && !List.of(headers).contains("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        return exchange(method, path, request);
    }

    private static Reply exchange(String method, String path, HttpRequest.Builder request) {
        try {
            HttpResponse<String> response =
                    HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (isJson(response) && !path.equals(DOCUMENT) && !path.startsWith("/internal/")) {
                CONTRACT.get().assertPromised(method, path, response.statusCode(), response.body());
            }
            return new Reply(response.statusCode(), response.headers(), response.body());
        } catch (IOException | InterruptedException fault) {
            throw new IllegalStateException(fault);
        }
    }

    private static boolean isJson(HttpResponse<String> response) {
        return response.headers()
                .firstValue("Content-Type")
                .filter(type -> type.contains("json") && !type.contains("feed"))
                .isPresent();
    }

    /** Titles of the public notices that a query finds. */
    static List<String> titles(String query) {
        return get("/open/v1/notices" + query)
                .body()
                .path("items")
                .valueStream()
                .map(item -> item.path("title").asString())
                .toList();
    }

    static String service(String name) {
        return ISSUER.serviceToken(name);
    }

    static String publisher(String subject, @Nullable String district) {
        return ISSUER.staffToken(subject, List.of(Role.PUBLISHER), "government-office", district);
    }

    static String resident(String subject) {
        return ISSUER.residentToken(subject, RealNameLevel.L2);
    }

    record Reply(int status, HttpHeaders headers, String text) {

        JsonNode body() {
            try {
                return JSON.readTree(text.isEmpty() ? "{}" : text);
            } catch (JacksonException noJson) {
                throw new AssertionError(text, noJson);
            }
        }

        String code() {
            return body().path("code").asString();
        }

        String etag() {
            return headers.firstValue("ETag").orElse("");
        }
    }
}
