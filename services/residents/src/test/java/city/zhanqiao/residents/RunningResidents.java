package city.zhanqiao.residents;

import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.data.support.TestPostgres;
import city.zhanqiao.data.support.TestPostgres.TestDatabase;
import city.zhanqiao.data.support.TestRedis;
import city.zhanqiao.web.test.TestIssuer;

import com.github.tomakehurst.wiremock.WireMockServer;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The one running service of all tests, and how to speak to it. */
final class RunningResidents {

    static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    /** Known, but not yet used for new values. */
    static final String NEXT_KEY = "QEFCQ0RFRkdISUpLTE1OT1BRUlNUVVZXWFlaW1xdXl8=";

    static final String LOOKUP_KEY = "ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=";
    static final TestIssuer ISSUER = TestIssuer.shared();

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static final TestDatabase PLACE = TestPostgres.newDatabase("residents");
    private static final TestRedis REDIS = TestRedis.start();
    private static final WireMockServer NEIGHBOURS = neighbours();
    private static final String BASE = base(start(Map.of()));

    private RunningResidents() {}

    static TestDatabase place() {
        return PLACE;
    }

    private static WireMockServer neighbours() {
        WireMockServer server =
                new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));
        server.start();
        return server;
    }

    /** Every other service of the city. */
    static WireMockServer peers() {
        return NEIGHBOURS;
    }

    /** A further instance on the same database. */
    static ConfigurableApplicationContext start(Map<String, String> more) {
        Map<String, Object> settings = new HashMap<>();
        settings.putAll(PLACE.properties());
        settings.putAll(REDIS.properties());
        settings.putAll(ISSUER.properties());
        settings.put("spring.config.name", "residents");
        settings.put("spring.main.banner-mode", "off");
        // At the end the database is gone as well; closing in order would only wait for it.
        settings.put("spring.main.register-shutdown-hook", "false");
        settings.put("server.port", "0");
        settings.put("management.server.port", "0");
        for (String peer :
                List.of("applications", "notifications", "pilots", "appointments", "notices")) {
            settings.put("zhanqiao.peers." + peer, NEIGHBOURS.baseUrl() + "/" + peer);
        }
        settings.put("zhanqiao.my-data.pause", "100ms");
        settings.put("zhanqiao.encryption.active-key", "k1");
        settings.put("zhanqiao.encryption.keys.k1", KEY);
        settings.put("zhanqiao.encryption.keys.k2", NEXT_KEY);
        settings.put("zhanqiao.encryption.lookup-key", LOOKUP_KEY);
        settings.putAll(more);
        return new SpringApplicationBuilder(ResidentsApplication.class)
                .run(
                        settings.entrySet().stream()
                                .map(one -> "--" + one.getKey() + "=" + one.getValue())
                                .toArray(String[]::new));
    }

    static String base(ConfigurableApplicationContext service) {
        return "http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port");
    }

    static Reply get(String token, String path) {
        return send(token, "GET", path, "", "", "");
    }

    static Reply post(String token, String path, String body) {
        return send(token, "POST", path, key(), "", body);
    }

    static Reply post(String token, String path, String key, String body) {
        return send(token, "POST", path, key, "", body);
    }

    static Reply put(String token, String path, String etag, String body) {
        return send(token, "PUT", path, "", etag, body);
    }

    static Reply delete(String token, String path) {
        return send(token, "DELETE", path, key(), "", "");
    }

    static Reply send(
            String token, String method, String path, String key, String etag, String body) {
        return send(BASE, token, method, path, key, etag, body);
    }

    static Reply send(
            String base,
            String token,
            String method,
            String path,
            String key,
            String etag,
            String body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        Map.of(
                        "Authorization",
                        token.isEmpty() ? "" : "Bearer " + token,
                        "Idempotency-Key",
                        key,
                        "If-Match",
                        etag)
                .forEach((name, value) -> {
                    if (!value.isEmpty()) {
                        request.header(name, value);
                    }
                });
        try {
            HttpResponse<String> response =
                    HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            String answer = response.body();
            return new Reply(
                    response.statusCode(),
                    response.headers().firstValue("ETag").orElse(""),
                    answer.isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer));
        } catch (IOException | InterruptedException fault) {
            throw new IllegalStateException(fault);
        }
    }

    static byte[] download(String token, String path) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(BASE + path))
                        .header("Authorization", "Bearer " + token)
                        .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
        } catch (IOException | InterruptedException fault) {
            throw new IllegalStateException(fault);
        }
    }

    static List<Reply> fiftyTimes(Callable<Reply> call) throws Exception {
        try (ExecutorService fifty = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Reply>> running =
                    IntStream.range(0, 50).mapToObj(n -> fifty.submit(call)).toList();
            List<Reply> replies = new ArrayList<>();
            for (Future<Reply> one : running) {
                replies.add(one.get());
            }
            return replies;
        }
    }

    static String key() {
        return UUID.randomUUID().toString();
    }

    static String service() {
        return ISSUER.serviceToken("applications");
    }

    static String clerk() {
        return staff("s-clerk", Role.CLERK);
    }

    static String staff(String subject, Role... roles) {
        return ISSUER.staffToken(subject, List.of(roles), "human-resources", "370202");
    }

    /** What an answer says. */
    record Reply(int status, String etag, JsonNode body) {
        String code() {
            return body.path("code").asString();
        }

        String text(String pointer) {
            return body.at(pointer).asString("");
        }

        Stream<String> pointers() {
            return body.path("errors").valueStream().map(one -> one.path("pointer").asString());
        }
    }

    /** Somebody who does not exist, with a number whose check digit is right. */
    record Somebody(String subject, String name, String number, String phone) {

        String token() {
            return token(RealNameLevel.L3, Instant.now());
        }

        String token(RealNameLevel level) {
            return token(level, Instant.now());
        }

        String token(RealNameLevel level, Instant checkedAt) {
            return ISSUER.residentToken(
                    subject,
                    level,
                    checkedAt,
                    Map.of("name", name, "resident_number", number, "phone_number", phone));
        }

        /** The same person under another log-in. */
        Somebody as(String otherSubject) {
            return new Somebody(otherSubject, name, number, phone);
        }

        Somebody named(String otherName) {
            return new Somebody(subject, otherName, number, phone);
        }

        String document() {
            return "{\"realName\":\"%s\",\"residentNumber\":\"%s\"}".formatted(name, number);
        }

        /** Logs in once. */
        Somebody known() {
            get(token(), "/api/v1/me");
            return this;
        }
    }
}
