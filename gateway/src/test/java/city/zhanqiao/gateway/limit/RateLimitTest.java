package city.zhanqiao.gateway.limit;

import static city.zhanqiao.gateway.support.TestCity.and;
import static city.zhanqiao.gateway.support.TestCity.bearing;
import static city.zhanqiao.gateway.support.TestCity.resident;
import static city.zhanqiao.gateway.support.TestCity.staff;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.gateway.peer.Peer;
import city.zhanqiao.gateway.support.Reply;
import city.zhanqiao.gateway.support.TestCity;
import city.zhanqiao.web.test.TestIssuer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import redis.embedded.RedisServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

class RateLimitTest {

    private static final Map<String, String> LIMITS =
            Map.of(
                    "zhanqiao.gateway.rate.window", "600s",
                    "zhanqiao.gateway.rate.subject", "40",
                    "zhanqiao.gateway.rate.device", "30",
                    "zhanqiao.gateway.rate.address", "60",
                    "zhanqiao.gateway.rate.sync", "50ms",
                    "zhanqiao.gateway.rate.trusted-proxies", "127.0.0.1");

    private static int number;

    private static TestCity city;
    private static TestCity other;
    private static RedisServer redis;

    @BeforeAll
    static void start() throws IOException {
        int port = freePort();
        redis = startRedis(port);
        city = TestCity.whole(with(port));
        other = TestCity.whole(with(port));
        for (Peer peer : Peer.values()) {
            city.service(peer).stubFor(any(anyUrl()).willReturn(okJson("{}")));
            other.service(peer).stubFor(any(anyUrl()).willReturn(okJson("{}")));
        }
    }

    @AfterAll
    static void stop() throws IOException {
        city.close();
        other.close();
        redis.stop();
    }

    @Test
    void tellsHowMuchIsLeftAndRefusesBeyondIt() {
        String[] from = from("20.0.0.1");
        String[] lin = and(resident(somebody()), from);
        Reply first = city.get("/api/v1/me", lin);
        assertThat(first.header("RateLimit-Policy")).isEqualTo("\"resident\";q=40;w=600");
        assertThat(first.header("RateLimit")).startsWith("\"resident\";r=39;t=");

        spend(city, 39, lin);
        Reply refused = city.get("/api/v1/me", lin);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.code()).isEqualTo("TOO_MANY_REQUESTS");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 600);
        assertThat(refused.header("RateLimit")).startsWith("\"resident\";r=0;t=");
    }

    @Test
    void countsThePersonWhateverTokensDevicesAndAddressesTheyUse() {
        String person = somebody();

        for (int request = 0; request < 40; request++) {
            String fresh = TestIssuer.shared().residentToken(person, RealNameLevel.L1);
            assertThat(
                            city.get(
                                            "/api/v1/me",
                                            and(
                                                    and(bearing(fresh), from("20.1.0." + request)),
                                                    "X-Device-Id",
                                                    "device-" + request))
                                    .status())
                    .isEqualTo(200);
        }

        assertThat(city.get("/api/v1/me", and(resident(person), from("20.1.1.1"))).status())
                .isEqualTo(429);
        assertThat(city.get("/api/v1/me", and(resident(somebody()), from("20.1.1.1"))).status())
                .isEqualTo(200);
    }

    @Test
    void leavesTheOtherDevicesSomething() {
        String[] lin = and(resident(somebody()), from("20.2.0.1"));
        String[] broken = and(lin, "X-Device-Id", "broken");
        spend(city, 30, broken);

        assertThat(city.get("/api/v1/me", broken).status()).isEqualTo(429);
        assertThat(city.get("/api/v1/me", and(lin, "X-Device-Id", "other")).status())
                .isEqualTo(200);
    }

    @Test
    void chargesActsMoreThanReads() {
        String[] lin = and(resident(somebody()), from("20.3.0.1"));

        Reply act = city.post("/api/v1/me/consents", "{}", lin);
        assertThat(act.header("RateLimit")).startsWith("\"resident\";r=35;");
        Reply booking = city.post("/api/v1/bookings", "{}", lin);
        assertThat(booking.header("RateLimit")).startsWith("\"resident\";r=25;");
    }

    @Test
    void limitsWhoeverGuessesTokens() {
        String[] forged = and(bearing("a.b.c"), from("20.4.0.1"));
        IntStream.range(0, 60)
                .forEach(_ -> assertThat(city.get("/api/v1/me", forged).status()).isEqualTo(401));

        assertThat(city.get("/api/v1/me", forged).status()).isEqualTo(429);
    }

    @Test
    void believesNoForwardedAddressThatNoTrustedProxyWrote() {
        for (int request = 0; request < 60; request++) {
            city.get("/open/v1/halls", from("6.6.6." + request + ", 20.5.0.1"));
        }

        assertThat(city.get("/open/v1/halls", from("7.7.7.7, 20.5.0.1")).status()).isEqualTo(429);
        assertThat(city.get("/open/v1/halls", from("20.5.0.1, 20.5.0.2")).status()).isEqualTo(200);
        assertThat(city.get("/open/v1/halls", from("20.5.0.1, nonsense")).status()).isEqualTo(200);
    }

    @Test
    void countsAnIpv6NetworkAsOneCaller() {
        for (int request = 0; request < 60; request++) {
            city.get("/open/v1/halls", from("2001:db8:1:2::" + Integer.toHexString(request + 1)));
        }

        assertThat(city.get("/open/v1/halls", from("2001:db8:1:2:ffff::1")).status())
                .isEqualTo(429);
        assertThat(city.get("/open/v1/halls", from("2001:db8:1:3::1")).status()).isEqualTo(200);
    }

    @Test
    void countsAllPathVariantsTogether() {
        String[] from = from("20.6.0.1");
        IntStream.range(0, 60)
                .forEach(number -> city.get("/open/v1/halls/" + number + "?x=" + number, from));

        assertThat(city.get("/open/v1/items", from).status()).isEqualTo(429);
        assertThat(city.get("/open//v1/items", from).status()).isEqualTo(429);
    }

    @Test
    void addsUpWhatAllInstancesHaveSeen() {
        String person = somebody();
        String[] lin = and(resident(person), from("20.7.0.1"));
        spend(city, 30, lin);
        other.get("/api/v1/me", lin);

        await().untilAsserted(() -> {
            Reply elsewhere = other.get("/api/v1/me", lin);
            assertThat(elsewhere.header("RateLimit")).matches("\"resident\";r=[0-8];.*");
        });
    }

    /** It goes away in the middle; what has been spent until then still counts. */
    @Test
    void stillLimitsWithoutRedis() throws IOException {
        int port = freePort();
        RedisServer lost = startRedis(port);
        try (TestCity alone = TestCity.with(Set.of(Peer.RESIDENTS), with(port))) {
            alone.service(Peer.RESIDENTS).stubFor(any(anyUrl()).willReturn(okJson("{}")));
            String[] lin = and(resident(somebody()), from("20.8.0.1"));
            spend(alone, 20, lin);
            lost.stop();

            spend(alone, 20, lin);
            assertThat(alone.get("/api/v1/me", lin).status()).isEqualTo(429);
            assertThat(
                            alone.get("/api/v1/me", and(resident(somebody()), from("20.8.0.1")))
                                    .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void limitsStaffByTheirSubjectToo() {
        String[] clerk = and(staff("s-busy", Role.CLERK), from("20.9.0.1"));
        IntStream.range(0, 40)
                .forEach(_ ->
                        assertThat(city.get("/admin/v1/residents", clerk).status()).isEqualTo(200));

        assertThat(city.get("/admin/v1/residents", clerk).status()).isEqualTo(429);
    }

    private static RedisServer startRedis(int port) throws IOException {
        RedisServer redis =
                RedisServer.builder()
                        .port(port)
                        .setting("save \"\"")
                        .setting("bind 127.0.0.1")
                        .build();
        redis.start();
        return redis;
    }

    private static Map<String, String> with(int redis) {
        Map<String, String> settings = new HashMap<>(LIMITS);
        settings.put("spring.data.redis.host", "127.0.0.1");
        settings.put("spring.data.redis.port", String.valueOf(redis));
        return settings;
    }

    private static void spend(TestCity city, int reads, String... headers) {
        IntStream.range(0, reads)
                .forEach(_ -> assertThat(city.get("/api/v1/me", headers).status()).isEqualTo(200));
    }

    private static synchronized String somebody() {
        return "r-" + ++number;
    }

    private static String[] from(String addresses) {
        return new String[] {"X-Forwarded-For", addresses};
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }
}
