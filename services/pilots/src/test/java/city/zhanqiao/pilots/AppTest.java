package city.zhanqiao.pilots;

import static city.zhanqiao.pilots.SharedCity.CITY;
import static city.zhanqiao.pilots.SharedCity.LU;
import static city.zhanqiao.pilots.SharedCity.PAN;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.city.identity.Role;
import city.zhanqiao.pilots.PilotsCity.Reply;
import city.zhanqiao.web.test.ApiContract;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.util.Map;
import java.util.UUID;

/** What apps are told when they start, and who decides it. */
class AppTest {

    private static final String POLICIES = "/admin/v1/app-policies";
    private static final String FLAGS = "/admin/v1/flags";
    private static final String MAINTENANCE = "/admin/v1/maintenance";

    @BeforeEach
    void setTheClock() {
        CITY.moveClockTo(SharedCity.TODAY);
    }

    @Test
    void turnsOldAppsAwayOnlyWhenTwoPeopleAgree() {
        long version = CITY.get(PAN, POLICIES).version();
        Reply proposed = put(PAN, POLICIES, version, policies("2.10.0", "2.12.0"));
        assertThat(proposed.status()).isEqualTo(200);
        assertThat(start("").at("/platforms/0/minimum").asString("")).isNotEqualTo("2.10.0");
        assertThat(post(PAN, POLICIES + "/approval", version + 1).code())
                .isEqualTo("APPROVER_IS_AUTHOR");

        Reply approved = post(LU, POLICIES + "/approval", version + 1);

        assertThat(approved.status()).isEqualTo(200);
        assertThat(approved.body().at("/history/0/approver").asString()).isEqualTo("s-lu");
        JsonNode app = start("").at("/platforms/0");
        assertThat(app.path("platform").asString()).isEqualTo("ANDROID");
        assertThat(app.path("minimum").asString()).isEqualTo("2.10.0");
        assertThat(app.path("recommended").asString()).isEqualTo("2.12.0");
        assertThat(app.path("shopLink").asString()).startsWith("https://");
        assertThat(app.at("/features/0/feature").asString()).isEqualTo("bookings");
        assertThat(post(LU, POLICIES + "/approval", version + 1).code())
                .isEqualTo("NOTHING_PROPOSED");
        assertThat(put(PAN, POLICIES, version, policies("2.10.0", "2.12.0")).code())
                .isEqualTo("STALE_VERSION");
        assertThat(put(PAN, POLICIES, version + 1, policies("2.10.0", "2.9.9")).code())
                .isEqualTo("VERSIONS_REVERSED");
        assertThat(put(PAN, POLICIES, version + 1, policies("ten", "2.9.9")).status())
                .isIn(400, 422);
        assertThat(CITY.get(PilotsCity.staff("s-c", Role.CLERK, "370202"), POLICIES).status())
                .isEqualTo(403);
    }

    @Test
    void switchesAFlagForAShareAndOffForEverybody() {
        long version = CITY.get(PAN, FLAGS).version();
        put(PAN, FLAGS, version, flags(true, 30));
        post(LU, FLAGS + "/approval", version + 1);
        JsonNode flag = start("en").at("/flags/0");
        assertThat(flag.path("title").asString()).isEqualTo("New track");
        assertThat(flag.path("share").asInt()).isEqualTo(30);
        assertThat(flag.at("/districts/0").asString()).isEqualTo("370202");

        put(PAN, FLAGS, version + 1, flags(false, 30));
        assertThat(start("").at("/flags/0/share").asInt()).isEqualTo(30);
        assertThat(post(PAN, FLAGS + "/rejection", version + 2).status()).isEqualTo(200);
        put(PAN, FLAGS, version + 2, flags(false, 30));
        post(LU, FLAGS + "/approval", version + 3);
        assertThat(start("").at("/flags/0/on").asBoolean(true)).isFalse();
        assertThat(start("").at("/flags/0/share").asInt()).isZero();
        assertThat(
                        put(PAN, FLAGS, version + 3, flags(true, 101))
                                .body()
                                .at("/errors/0/pointer")
                                .asString())
                .isEqualTo("/flags/0/share");
    }

    @Test
    void announcesMaintenanceAtOnceForAllThatNeedsThePart() {
        String admin = PilotsCity.staff("s-admin", Role.SYSTEM_ADMIN, "370202");
        long version = CITY.get(admin, MAINTENANCE).version();
        long before = start("").path("version").asLong();
        Reply put =
                put(
                        admin,
                        MAINTENANCE,
                        version,
                        window("2026-11-24T10:00:00Z", "2026-11-24T12:00:00Z"));
        assertThat(put.status()).isEqualTo(200);

        JsonNode start = start("");
        assertThat(start.path("version").asLong()).isGreaterThan(before);
        assertThat(start.path("hotline").asString()).isEqualTo("12345");
        assertThat(start.at("/maintenance/0/affects").valueStream().map(JsonNode::asString))
                .containsExactly(
                        "applications",
                        "appointments",
                        "materials",
                        "residents",
                        "tickets",
                        "waitlist");
        CITY.moveClockTo("2026-11-24T12:00:01Z");
        assertThat(start("").path("maintenance")).isEmpty();
        CITY.moveClockTo(SharedCity.TODAY);
        assertThat(
                        put(
                                        admin,
                                        MAINTENANCE,
                                        version + 1,
                                        window("2026-11-24T12:00:00Z", "2026-11-24T12:00:00Z"))
                                .code())
                .isEqualTo("MAINTENANCE_WINDOW_UNSOUND");
        assertThat(CITY.get(PilotsCity.resident("r-1"), MAINTENANCE).status()).isEqualTo(401);
    }

    @Test
    void documentsEveryOperation() {
        ApiContract.of(CITY.get("", "/v3/api-docs").text()).assertDocumented();
    }

    private static JsonNode start(String language) {
        return CITY.send(
                        "",
                        "GET",
                        "/open/v1/start",
                        Map.of("Accept-Language", language.isEmpty() ? "zh" : language),
                        "")
                .body();
    }

    private static Reply put(String token, String path, long version, String body) {
        return CITY.send(token, "PUT", path, headers(version), body);
    }

    private static Reply post(String token, String path, long version) {
        return CITY.send(token, "POST", path, headers(version), "");
    }

    private static Map<String, String> headers(long version) {
        return Map.of(
                "Idempotency-Key",
                UUID.randomUUID().toString(),
                "If-Match",
                "\"v" + version + "\"");
    }

    private static String policies(String minimum, String recommended) {
        return """
        {"reason":"安全更新","platforms":[{"platform":"ANDROID","minimum":"%s","recommended":"%s",
          "shopLink":"https://shop.example/app","features":[{"feature":"bookings","minimum":"2.12.0"}]}]}
        """
                .formatted(minimum, recommended);
    }

    private static String flags(boolean on, int share) {
        return """
        {"reason":"小范围试用","flags":[{"code":"new-track","title":"新进度页","titleEn":"New track",
          "on":%s,"share":%d,"districts":["370202"]}]}
        """
                .formatted(on, share);
    }

    private static String window(String from, String until) {
        return """
        {"reason":"例行维护","windows":[{"component":"RESIDENTS","from":"%s","until":"%s",
          "message":"个人中心维护","messageEn":"Profiles are in maintenance"}]}
        """
                .formatted(from, until);
    }
}
