package city.zhanqiao.notifications;

import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.event.DomainEvent;
import city.zhanqiao.data.event.EventLog;
import city.zhanqiao.data.support.TestPostgres;
import city.zhanqiao.data.support.TestPostgres.TestDatabase;
import city.zhanqiao.data.support.TestRedis;
import city.zhanqiao.data.support.TestService;
import city.zhanqiao.web.test.TestIssuer;

import com.github.tomakehurst.wiremock.WireMockServer;

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
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The service among real neighbours: its own database, a Redis, services that only write events,
 * and a stand-in for Firebase.
 */
final class Town implements AutoCloseable {

    static final Duration SOON = Duration.ofMinutes(2);
    static final JumpingClock CLOCK = new JumpingClock();
    static final TestIssuer ISSUER = TestIssuer.shared();

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    final TestDatabase place = TestPostgres.newDatabase("notifications");
    final TestRedis redis = TestRedis.start();
    final FakeFirebase firebase;
    final FakeRelay relay;

    private final WireMockServer outside =
            new WireMockServer(
                    options()
                            .dynamicPort()
                            .bindAddress("127.0.0.1")
                            .containerThreads(60)
                            .disableRequestJournal());
    private final Map<String, ConfigurableApplicationContext> neighbours =
            new ConcurrentHashMap<>();
    private final Map<String, String> settings = new HashMap<>();
    private ConfigurableApplicationContext service;

    private Town(Map<String, String> more, String... neighbourNames) {
        outside.start();
        firebase = new FakeFirebase(outside);
        relay = new FakeRelay(outside);
        settings.put("zhanqiao.push.sms.url", outside.baseUrl() + FakeRelay.PATH);
        settings.put("zhanqiao.push.sms.key", "relay-key");
        settings.put("zhanqiao.push.sms.timeout", "1s");
        settings.put("zhanqiao.push.webhook.url", outside.baseUrl() + FakeRelay.PATH);
        settings.put("zhanqiao.push.webhook.key", "relay-key");
        settings.put("spring.config.name", "notifications");
        settings.put("server.port", "0");
        settings.put("management.server.port", "0");
        settings.put("zhanqiao.encryption.active-key", "k1");
        settings.put("zhanqiao.encryption.keys.k1", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
        settings.put(
                "zhanqiao.encryption.lookup-key", "ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=");
        settings.put("zhanqiao.push.fcm.base-url", outside.baseUrl());
        settings.put("zhanqiao.push.fcm.read-timeout", "1s");
        settings.put("zhanqiao.delivery.look", "200ms");
        settings.put("zhanqiao.delivery.first-wait", "100ms");
        settings.put("zhanqiao.delivery.alive", "4s");
        for (String name : SharedTown.NEIGHBOURS) {
            settings.put("zhanqiao.peers." + name, outside.baseUrl() + "/silent");
        }
        for (String name : neighbourNames) {
            ConfigurableApplicationContext neighbour = startNeighbour(name);
            neighbours.put(name, neighbour);
            settings.put(
                    "zhanqiao.peers." + name, "http://127.0.0.1:" + TestService.port(neighbour));
        }
        settings.putAll(place.properties());
        settings.putAll(redis.properties());
        settings.putAll(ISSUER.properties());
        settings.putAll(more);
        service = startService();
    }

    static Town start(Map<String, String> more, String... neighbourNames) {
        return new Town(more, neighbourNames);
    }

    /** One more instance of the service on the same database and Redis. */
    ConfigurableApplicationContext startService() {
        return new SpringApplicationBuilder(NotificationsApplication.class, Clocks.class)
                .run(
                        settings.entrySet().stream()
                                .map(one -> "--" + one.getKey() + "=" + one.getValue())
                                .toArray(String[]::new));
    }

    void stopService() {
        service.close();
    }

    /** After {@link #stopService}. */
    void startServiceAgain() {
        service = startService();
    }

    ConfigurableApplicationContext service() {
        return service;
    }

    Map<String, String> settings() {
        return settings;
    }

    private ConfigurableApplicationContext startNeighbour(String name) {
        return TestService.start(
                name,
                Object.class,
                TestPostgres.newDatabase(name).properties(),
                redis.properties(),
                ISSUER.properties(),
                Map.of("management.server.port", "-1"));
    }

    /** Lets something happen in another service. */
    void happens(String where, DomainEvent... events) {
        ConfigurableApplicationContext neighbour = Objects.requireNonNull(neighbours.get(where));
        neighbour
                .getBean(Transactions.class)
                .run(neighbour.getBean(EventLog.class).append(events))
                .block(SOON);
    }

    /** Lets something happen in another service, and waits until this one has taken it in. */
    void hearsOf(String where, DomainEvent... events) {
        long before = position(where);
        happens(where, events);
        org.awaitility.Awaitility.await()
                .atMost(SOON)
                .until(() -> position(where) >= before + events.length);
    }

    private long position(String where) {
        return place.count(
                "SELECT coalesce(max(position), 0) FROM event_consumed WHERE source = '"
                        + where
                        + "'");
    }

    static String resident(String id) {
        return ISSUER.residentToken(id, RealNameLevel.L2);
    }

    static String staff(String id, Role... roles) {
        return ISSUER.staffToken(id, List.of(roles), "digital-office", null);
    }

    /** Registers a device with Firebase's kind of address. */
    void registers(String resident, String deviceId, String token) {
        registers(resident, deviceId, "FCM", "FCM_TOKEN", token);
    }

    /** Registers a device with another push service. */
    void registers(String resident, String deviceId, String provider, String kind, String address) {
        Reply reply =
                send(
                        resident(resident),
                        "PUT",
                        "/api/v1/devices/" + deviceId,
                        "{\"provider\":\"%s\",\"addressKind\":\"%s\",\"address\":\"%s\"}"
                                .formatted(provider, kind, address));
        if (reply.status() != 200) {
            throw new IllegalStateException("no device: " + reply);
        }
    }

    /** Registers the resident's own phone for text messages. */
    void registersPhone(String resident, String phone) {
        String token =
                ISSUER.residentToken(
                        resident,
                        RealNameLevel.L2,
                        java.time.Instant.now(),
                        Map.of("phone_number", phone));
        Reply reply =
                send(
                        token,
                        "PUT",
                        "/api/v1/devices/phone-sms-1",
                        "{\"provider\":\"SMS\",\"addressKind\":\"PHONE\",\"address\":\"%s\"}"
                                .formatted(phone));
        if (reply.status() != 200) {
            throw new IllegalStateException("no phone: " + reply);
        }
    }

    Reply get(String token, String path, String... headers) {
        return send(token, "GET", path, "", headers);
    }

    Reply send(String token, String method, String path, String body, String... headers) {
        return send(service, token, method, path, body, headers);
    }

    Reply send(
            ConfigurableApplicationContext instance,
            String token,
            String method,
            String path,
            String body,
            String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base(instance) + path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        for (int at = 0; at < headers.length; at += 2) {
            request.header(headers[at], headers[at + 1]);
        }
        try {
            HttpResponse<String> response =
                    HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            String answer = response.body();
            return new Reply(
                    response.statusCode(),
                    JSON.readTree(answer.isEmpty() ? "{}" : answer),
                    response.headers().firstValue("ETag").orElse(""));
        } catch (IOException | InterruptedException fault) {
            throw new IllegalStateException(fault);
        }
    }

    static String base(ConfigurableApplicationContext instance) {
        return "http://127.0.0.1:" + instance.getEnvironment().getProperty("local.server.port");
    }

    /** Lets a test set the clock of the service. */
    @Configuration(proxyBeanMethods = false)
    static class Clocks {
        @Bean
        InstantSource instantSource() {
            return CLOCK;
        }
    }

    /** The titles of an inbox, newest first. */
    List<String> titles(String resident) {
        return get(resident(resident), "/api/v1/inbox")
                .body()
                .path("items")
                .valueStream()
                .map(item -> item.path("title").asString())
                .toList();
    }

    static String key() {
        return UUID.randomUUID().toString();
    }

    @Override
    public void close() {
        service.close();
        neighbours.values().forEach(ConfigurableApplicationContext::close);
        outside.stop();
        redis.close();
    }

    /** Waits until nothing is under way to the resident's devices, and gives how each ended. */
    List<String> outcomes(String resident) {
        String states =
                "SELECT state || coalesce(':' || reason, '') FROM delivery WHERE resident = '%s'"
                                .formatted(resident)
                        + " ORDER BY id";
        org.awaitility.Awaitility.await()
                .atMost(SOON)
                .until(() ->
                        !place.texts(states).isEmpty()
                                && place.texts(states).stream()
                                        .noneMatch(state ->
                                                state.matches("(QUEUED|SENDING|RETRY).*")));
        return place.texts(states);
    }

    record Reply(int status, JsonNode body, String etag) {
        String code() {
            return body.path("code").asString("");
        }
    }
}
