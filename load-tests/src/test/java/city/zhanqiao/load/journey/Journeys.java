package city.zhanqiao.load.journey;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.core.CoreDsl.repeat;
import static io.gatling.javaapi.http.HttpDsl.header;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.http.HttpRequestActionBuilder;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;

/**
 * What people do in an app and in an office. Every act carries a key of its own; the thinking time
 * between two taps is that of a hand, not of a machine.
 */
final class Journeys {

    static final String DISTRICT = "370202";

    private static final String STREET = "370202001000";
    private static final Duration TAP = Duration.ofSeconds(1);
    private static final Duration READING = Duration.ofSeconds(4);
    private static final Duration EMERGENCY_LASTS = Duration.ofHours(2);

    private static final String FORM =
            """
            {"form": {"applicantName": "示例居民", "cardReason": "FIRST", "bank": "QINGDAO_BANK",
              "residenceDivision": "370202001000", "residenceAddress": "示例路1号",
              "phone": "19900000001", "occupation": "EMPLOYED", "delivery": "POST"}}
            """;

    private Journeys() {}

    /** Somebody installs the app: says where home is and lets the phone be told. */
    static ChainBuilder install() {
        return exec(http("my places")
                        .get("/api/v1/me/places")
                        .header("Authorization", resident())
                        .check(header("ETag").saveAs("places")))
                .exec(
                        act("home is here", "PUT", session -> "/api/v1/me/places")
                                .header("If-Match", "#{places}")
                                .body(
                                        StringBody(
                                                """
                                                {"places": [{"kind": "HOME", "division": "%s"}]}
                                                """
                                                        .formatted(STREET))))
                .exec(
                        act(
                                        "my phone",
                                        "PUT",
                                        session -> "/api/v1/devices/phone-of-" + nth(session))
                                .body(
                                        StringBody(
                                                """
                                                {"provider": "FCM", "addressKind": "FCM_TOKEN",
                                                 "address": "phone-of-#{nth}"}
                                                """)));
    }

    /** The app is opened: what must be known at the start, home, what is new in the street. */
    static ChainBuilder open() {
        return exec(http("start document").get("/open/v1/start"))
                .exec(read("home", "/api/v1/home"))
                .pause(TAP)
                .exec(http("notices of the district").get("/open/v1/notices?division=" + DISTRICT))
                .pause(READING)
                .exec(read("inbox", "/api/v1/inbox"));
    }

    /** How far is my case? */
    static ChainBuilder track() {
        return exec(http("start document").get("/open/v1/start"))
                .exec(read("own cases", "/api/v1/applications"))
                .pause(TAP)
                .exec(read("own bookings", "/api/v1/bookings"))
                .pause(TAP)
                .exec(read("inbox", "/api/v1/inbox"));
    }

    /** A social security card is applied for, with the time that a form takes cut short. */
    static ChainBuilder apply() {
        return exec(act("draft", "POST", session -> "/api/v1/applications")
                        .body(
                                StringBody(
                                        """
                                        {"item": "social-card", "division": "%s"}
                                        """
                                                .formatted(STREET)))
                        .check(status().is(201))
                        .check(jsonPath("$.id").saveAs("case"))
                        .check(header("ETag").saveAs("version")))
                .exitHereIfFailed()
                .pause(READING)
                .exec(
                        act("form", "PUT", session -> ofCase(session, "/form"))
                                .header("If-Match", "#{version}")
                                .body(StringBody(FORM))
                                .check(header("ETag").saveAs("version")))
                .exitHereIfFailed()
                .pause(TAP)
                .exec(
                        act("submission", "POST", session -> ofCase(session, "/submission"))
                                .header("If-Match", "#{version}"))
                .pause(TAP)
                .exec(read("the case", "/api/v1/applications/#{case}"));
    }

    /** Nine o'clock: everybody wants one of the same places; most are too late. */
    static ChainBuilder rush(String hall, String startsAt) {
        return exec(act("hold", "POST", session -> "/api/v1/bookings")
                        .body(
                                StringBody(
                                        """
                                        {"hall": "%s", "service": "general",
                                         "startsAt": "%s"}
                                        """
                                                .formatted(hall, startsAt)))
                        .check(status().in(201, 409))
                        .check(jsonPath("$.id").optional().saveAs("booking")))
                .pause(TAP)
                .doIf(session -> session.contains("booking"))
                .then(
                        exec(
                                act(
                                        "confirm",
                                        "POST",
                                        session ->
                                                "/api/v1/bookings/"
                                                        + session.getString("booking")
                                                        + "/confirmation")));
    }

    /** A clerk's morning: the inbox, a case, its acceptance, and again. */
    static ChainBuilder office(String clerk, int cases) {
        return repeat(cases)
                .on(
                        exec(http("office inbox")
                                        .get("/admin/v1/applications?state=SUBMITTED")
                                        .header("Authorization", "Bearer " + clerk)
                                        .check(
                                                jsonPath("$.items[0].id")
                                                        .optional()
                                                        .saveAs("waiting")))
                                .doIf(session -> session.contains("waiting"))
                                .then(accept(clerk))
                                .pause(READING));
    }

    private static ChainBuilder accept(String clerk) {
        return exec(http("a case at the office")
                        .get("/admin/v1/applications/#{waiting}")
                        .header("Authorization", "Bearer " + clerk)
                        .check(header("ETag").saveAs("seen")))
                .pause(READING)
                .exec(
                        http("acceptance")
                                .post("/admin/v1/applications/#{waiting}/acceptance")
                                .header("Authorization", "Bearer " + clerk)
                                .header("Idempotency-Key", session -> key())
                                .header("If-Match", "#{seen}")
                                .header("Content-Type", "application/json")
                                .body(StringBody("{}"))
                                // Two clerks may reach for one case; one of them is told so.
                                .check(status().in(200, 409, 412)))
                .exec(session -> session.removeAll("waiting", "seen"));
    }

    /** An emergency for the district, proposed by one publisher and let loose by another. */
    static ChainBuilder emergency(String proposer, String approver) {
        return exec(http("emergency proposed")
                        .post("/admin/v1/campaigns")
                        .header("Authorization", "Bearer " + proposer)
                        .header("Idempotency-Key", session -> key())
                        .header("Content-Type", "application/json")
                        .body(
                                StringBody(session ->
                                        """
                                        {"emergency": true, "divisions": ["%s"],
                                         "topics": [], "groups": [],
                                         "titles": {"zhHans": "紧急提醒"},
                                         "texts": {"zhHans": "请查看应急通知。"},
                                         "validUntil": "%s"}
                                        """
                                                .formatted(
                                                        DISTRICT,
                                                        Instant.now().plus(EMERGENCY_LASTS))))
                        .check(status().is(201))
                        .check(jsonPath("$.id").saveAs("campaign")))
                .exitHereIfFailed()
                .exec(
                        http("emergency approved")
                                .post("/admin/v1/campaigns/#{campaign}/approval")
                                .header("Authorization", "Bearer " + approver)
                                .header("Idempotency-Key", session -> key()));
    }

    private static HttpRequestActionBuilder read(String name, String path) {
        return http(name).get(path).header("Authorization", resident());
    }

    private static HttpRequestActionBuilder act(
            String name, String method, Function<Session, String> path) {
        return http(name)
                .httpRequest(method, path)
                .header("Authorization", resident())
                .header("Idempotency-Key", session -> key())
                .header("Content-Type", "application/json");
    }

    private static String ofCase(Session session, String step) {
        return "/api/v1/applications/" + session.getString("case") + step;
    }

    private static int nth(Session session) {
        return session.getInt("nth");
    }

    private static String resident() {
        return "Bearer #{token}";
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }
}
