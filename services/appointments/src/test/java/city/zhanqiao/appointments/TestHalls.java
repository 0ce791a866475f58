package city.zhanqiao.appointments;

import static org.awaitility.Awaitility.await;

import city.zhanqiao.appointments.hall.Hall;
import city.zhanqiao.appointments.hall.OpeningHours;
import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.data.support.TestPostgres;
import city.zhanqiao.data.support.TestPostgres.TestDatabase;
import city.zhanqiao.data.support.TestRedis;
import city.zhanqiao.web.test.TestIssuer;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** The service as it runs, in one or several instances, and what tests need to speak to it. */
public final class TestHalls implements AutoCloseable {

    public static final TestIssuer ISSUER = TestIssuer.shared();

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final long DESKS = 10;
    private static final Map<String, String> HALLS =
            Map.of(
                    "civic-centre",
                    "370202",
                    "shinan-example",
                    "370202",
                    "laoshan-example",
                    "370212",
                    "west-coast-example",
                    "370211");

    private final TestDatabase place;
    private final TestRedis redis;
    private final WireMockServer neighbours;
    private final List<ConfigurableApplicationContext> instances = new ArrayList<>();

    private TestHalls() {
        place = TestPostgres.newDatabase("appointments");
        redis = TestRedis.start();
        neighbours =
                new WireMockServer(
                        WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
        neighbours.start();
    }

    /** Two instances for all tests of the JVM; they end with it. */
    public static TestHalls shared() {
        return Shared.HALLS;
    }

    private static final class Shared {
        static final TestHalls HALLS = startUntilTheEnd();

        private static TestHalls startUntilTheEnd() {
            TestHalls halls = start(2);
            Runtime.getRuntime().addShutdownHook(new Thread(halls::close));
            return halls;
        }
    }

    /** Starts instances on one database and waits until the slots are made. */
    public static TestHalls start(int instances, String... more) {
        TestHalls halls = new TestHalls();
        for (int n = 0; n < instances; n++) {
            halls.instances.add(halls.startInstance(more));
        }
        await().atMost(Duration.ofSeconds(20))
                .until(() -> halls.place.count("SELECT count(DISTINCT desk) FROM slot") == DESKS);
        HALLS.forEach(halls::open);
        return halls;
    }

    /** What the event of a hall's pilot does: from then on it takes bookings. */
    public void open(String hall, String district) {
        place.execute(
                """
                INSERT INTO pilot_copy (pilot, revision, scenario, district, state, opens_on, share,
                                        groups, channels)
                VALUES (gen_random_uuid(), 1, 'hall:%s', '%s', 'PILOT', '2026-01-01', 100, '{}',
                        '{ONLINE,WINDOW}')
                """
                        .formatted(hall, district));
    }

    private ConfigurableApplicationContext startInstance(String... more) {
        Stream<String> own =
                settings().entrySet().stream()
                        .map(one -> "--" + one.getKey() + "=" + one.getValue());
        return new SpringApplicationBuilder(AppointmentsApplication.class)
                .run(Stream.concat(own, Stream.of(more)).toArray(String[]::new));
    }

    /** What leads an instance to the servers of this test. */
    public Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.putAll(place.properties());
        settings.putAll(redis.properties());
        settings.putAll(ISSUER.properties());
        settings.put("spring.config.name", "appointments");
        settings.put("zhanqiao.peers.residents", neighbours.baseUrl());
        settings.put("zhanqiao.encryption.active-key", "k1");
        settings.put("zhanqiao.encryption.keys.k1", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
        settings.put(
                "zhanqiao.encryption.lookup-key", "ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=");
        settings.put("server.port", "0");
        settings.put("server.address", "127.0.0.1");
        settings.put("management.server.port", "0");
        settings.put("logging.level.city.zhanqiao.web.access-log", "warn");
        settings.put("appointments.booking.look-for-no-shows", "1s");
        // Tests say themselves who is admitted.
        settings.put("appointments.room.first", "0");
        settings.put("appointments.room.most", "0");
        return settings;
    }

    public TestDatabase place() {
        return place;
    }

    public TestRedis redis() {
        return redis;
    }

    public WireMockServer neighbours() {
        return neighbours;
    }

    public <T> T bean(Class<T> type) {
        return instances.getFirst().getBean(type);
    }

    /** Another instance on the same servers. */
    public void startAnother(String... more) {
        instances.add(startInstance(more));
    }

    /** Makes a slot of a quarter of an hour that anybody may book. */
    public void slot(String desk, OffsetDateTime startsAt, int capacity) {
        place.execute(
                """
                INSERT INTO slot (desk, starts_at, ends_at, releases_at, capacity, reserve)
                VALUES ('%s', '%s', '%s'::timestamptz + interval '15 minutes',
                        now() - interval '1 day', %d, 1)
                """
                        .formatted(desk, startsAt, startsAt, capacity));
    }

    /** A time of day, some days ahead; beyond 30 days no slots are made by the service. */
    public static OffsetDateTime at(int days, int hour, int minute) {
        return LocalDate.now(CityTime.ZONE)
                .plusDays(days)
                .atTime(hour, minute)
                .atZone(CityTime.ZONE)
                .toOffsetDateTime();
    }

    /** Puts the clock that decides about holds forward or back. */
    public void shiftClock(String interval) {
        place.execute(
                """
                CREATE OR REPLACE FUNCTION booking_clock() RETURNS timestamptz
                LANGUAGE sql VOLATILE AS 'SELECT clock_timestamp() + interval ''%s'''
                """
                        .formatted(interval));
    }

    /** Sets the clock that decides about bookings to a moment, from which it goes on. */
    public void setClock(OffsetDateTime moment) {
        shiftClock(
                Duration.between(OffsetDateTime.now(CityTime.ZONE), moment).toSeconds()
                        + " seconds");
    }

    /** The first working day that is so many days ahead or more. */
    public int workingDay(int days) {
        int found = days;
        while (bean(OpeningHours.class)
                .kindOf(at(found, 0, 0).toLocalDate())
                .filter(kind -> kind == Hall.Day.WORKING_DAY)
                .isEmpty()) {
            found++;
        }
        return found;
    }

    /** A confirmed booking. */
    public String booked(String token, String hall, String service, OffsetDateTime startsAt) {
        String id = hold(token, key(), hall, service, startsAt).id();
        Reply confirmed = confirm(token, key(), id);
        if (confirmed.status() != 200) {
            throw new IllegalStateException(confirmed.text());
        }
        return id;
    }

    public long taken(String desk, OffsetDateTime at) {
        return place.count(
                "SELECT taken FROM slot WHERE desk = '%s' AND starts_at = '%s'"
                        .formatted(desk, at));
    }

    /** Every place that is taken belongs to somebody or has just been given up. */
    public long wronglyCounted() {
        return place.count(
                """
                SELECT count(*) FROM slot
                 WHERE taken <> (SELECT count(*) FROM booking
                                  WHERE booking.desk = slot.desk AND placed AND NOT booking.reserve
                                    AND booking.starts_at <= slot.starts_at
                                    AND booking.ends_at > slot.starts_at)
                              + (SELECT count(*) FROM vacated
                                  WHERE vacated.desk = slot.desk AND NOT vacated.reserve
                                    AND vacated.starts_at <= slot.starts_at
                                    AND vacated.ends_at > slot.starts_at)
                """);
    }

    public Reply hold(String token, String key, String hall, String service, Object startsAt) {
        return post(
                token,
                "/api/v1/bookings",
                key,
                "",
                "{\"hall\":\"%s\",\"service\":\"%s\",\"startsAt\":\"%s\"}"
                        .formatted(hall, service, startsAt));
    }

    /** A hold by somebody with a ticket of the waiting room. */
    public Reply holdWith(
            String ticket, String token, String key, String hall, String service, Object startsAt) {
        HttpRequest.Builder request =
                request(
                        base(0) + "/api/v1/bookings",
                        token,
                        "POST",
                        key,
                        "",
                        "{\"hall\":\"%s\",\"service\":\"%s\",\"startsAt\":\"%s\"}"
                                .formatted(hall, service, startsAt));
        return answer(ticket.isEmpty() ? request : request.header("X-Waiting-Ticket", ticket));
    }

    public Reply confirm(String token, String key, String id) {
        return post(token, "/api/v1/bookings/" + id + "/confirmation", key, "", "");
    }

    public Reply post(String token, String path, String key, String etag, String body) {
        return send(0, token, "POST", path, key, etag, body);
    }

    public Reply get(String token, String path) {
        return send(0, token, "GET", path, "", "", "");
    }

    public Reply delete(String token, String path, String etag) {
        return send(0, token, "DELETE", path, "", etag, "");
    }

    public Reply send(
            int instance,
            String token,
            String method,
            String path,
            String key,
            String etag,
            String body) {
        return sendTo(base(instance), token, method, path, key, etag, body);
    }

    /** Sends to any address; throws {@link java.io.UncheckedIOException} without an answer. */
    public Reply sendTo(
            String base,
            String token,
            String method,
            String path,
            String key,
            String etag,
            String body) {
        return answer(request(base + path, token, method, key, etag, body));
    }

    private static HttpRequest.Builder request(
            String address, String token, String method, String key, String etag, String body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address))
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
        return request;
    }

    private static Reply answer(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response =
                    HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.body());
        } catch (IOException fault) {
            throw new java.io.UncheckedIOException(fault);
        } catch (InterruptedException fault) {
            throw new IllegalStateException(fault);
        }
    }

    public String base(int instance) {
        return "http://127.0.0.1:"
                + instances.get(instance).getEnvironment().getProperty("local.server.port");
    }

    public static String etag(long version) {
        return "\"v" + version + "\"";
    }

    public static String key() {
        return UUID.randomUUID().toString();
    }

    public static String resident(String subject) {
        return ISSUER.residentToken(subject, RealNameLevel.L3);
    }

    public static String clerk() {
        return ISSUER.staffToken("s-clerk", List.of(Role.CLERK), "human-resources", "370202");
    }

    public static String staff(String subject, String department, String district, Role... roles) {
        return ISSUER.staffToken(subject, List.of(roles), department, district);
    }

    @Override
    public void close() {
        instances.forEach(ConfigurableApplicationContext::close);
        neighbours.stop();
        redis.close();
    }

    /** What the service answered. */
    public record Reply(int status, String text) {

        public JsonNode body() {
            return JSON.readTree(text.isEmpty() ? "{}" : text);
        }

        public String code() {
            return body().path("code").asString();
        }

        public String id() {
            return body().path("id").asString();
        }
    }
}
