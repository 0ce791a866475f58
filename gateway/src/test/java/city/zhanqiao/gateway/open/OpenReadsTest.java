package city.zhanqiao.gateway.open;

import static city.zhanqiao.gateway.support.TestCity.resident;

import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import city.zhanqiao.gateway.peer.Peer;
import city.zhanqiao.gateway.support.Reply;
import city.zhanqiao.gateway.support.TestCity;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.http.Fault;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.lang.management.ManagementFactory;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import javax.management.JMException;
import javax.management.ObjectName;

class OpenReadsTest {

    private static TestCity city;
    private static WireMockServer applications;
    private static int number;

    private String path = "";

    @BeforeAll
    static void start() {
        city =
                TestCity.whole(
                        Map.of(
                                "zhanqiao.gateway.open.fresh.items", "1s",
                                "zhanqiao.gateway.open.fresh.divisions", "60s",
                                "zhanqiao.gateway.breaker-wait", "1ms"));
        applications = city.service(Peer.APPLICATIONS);
    }

    @AfterAll
    static void stop() {
        city.close();
    }

    @BeforeEach
    void askForSomethingNew() {
        city.reset();
        path = "/open/v1/items/item-" + ++number;
    }

    /** Whatever is answered at once is over: a timer would hold it for as long as it runs. */
    @Test
    void forgetsARequestAsSoonAsItIsAnswered() {
        applications.stubFor(get(path).willReturn(okJson("{\"a\":1}")));
        for (int n = 0; n < 300; n++) {
            assertThat(city.get(path).status()).isEqualTo(200);
        }

        assertThat(inMemory("reactor.netty.http.server.HttpServerOperations")).isLessThan(100);
    }

    /** Instances that are still held, counted by the JVM itself after it has tidied up. */
    private static long inMemory(String type) {
        try {
            String histogram =
                    (String)
                            ManagementFactory.getPlatformMBeanServer()
                                    .invoke(
                                            new ObjectName(
                                                    "com.sun.management:type=DiagnosticCommand"),
                                            "gcClassHistogram",
                                            new Object[] {new String[0]},
                                            new String[] {String[].class.getName()});
            return histogram
                    .lines()
                    .map(line -> line.strip().split("\\s+", -1))
                    .filter(row -> row.length > 3 && row[3].equals(type))
                    .mapToLong(row -> Long.parseLong(row[1]))
                    .sum();
        } catch (JMException fault) {
            throw new IllegalStateException(fault);
        }
    }

    @Test
    void asksTheServiceOnceForManyWhoWait() throws Exception {
        applications.stubFor(get(path).willReturn(okJson("{\"a\":1}").withFixedDelay(300)));

        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Reply>> replies =
                    IntStream.range(0, 30)
                            .mapToObj(_ -> people.submit(() -> city.get(path)))
                            .toList();
            for (Future<Reply> reply : replies) {
                assertThat(reply.get().text()).isEqualTo("{\"a\":1}");
            }
        }
        applications.verify(1, getRequestedFor(urlEqualTo(path)));
    }

    @Test
    void answersWhatIsKnownWith304() {
        applications.stubFor(get(path).willReturn(okJson("{\"a\":1}")));
        Reply first = city.get(path);

        Reply second = city.get(path, "If-None-Match", first.header("ETag"));

        assertThat(first.header("Cache-Control")).contains("max-age=1", "public");
        assertThat(second.status()).isEqualTo(304);
        assertThat(second.text()).isEmpty();
        assertThat(second.header("ETag")).isEqualTo(first.header("ETag"));
        assertThat(city.get(path, "If-None-Match", "\"other\"").status()).isEqualTo(200);
        applications.verify(1, getRequestedFor(urlEqualTo(path)));
    }

    @Test
    void answersFromMemoryWithEverythingThatEveryAnswerCarries() {
        applications.stubFor(get(path).willReturn(okJson("{\"a\":1}")));

        Reply asked = city.get(path);
        Reply known = city.get(path, "X-Request-Id", "own-request-1");

        assertThat(known.text()).isEqualTo(asked.text());
        assertThat(known.headers().map().keySet()).isEqualTo(asked.headers().map().keySet());
        assertThat(known.header("X-Request-Id")).isEqualTo("own-request-1");
        assertThat(left(known)).isEqualTo(left(asked) - 1);
        for (String same : List.of("Cache-Control", "Vary", "Content-Security-Policy")) {
            assertThat(known.header(same)).isEqualTo(asked.header(same));
        }
        applications.verify(1, getRequestedFor(urlEqualTo(path)));
    }

    @Test
    void countsWhatIsAnsweredFromMemoryByItsRoute() {
        applications.stubFor(get(path).willReturn(okJson("{\"a\":1}")));
        Reply first = city.get(path);
        long whole = counted("200");
        long unchanged = counted("304");

        city.get(path);
        city.get(path, "If-None-Match", first.header("ETag"));

        await().untilAsserted(() -> {
            assertThat(counted("200")).isGreaterThan(whole);
            assertThat(counted("304")).isGreaterThan(unchanged);
        });
    }

    @Test
    void answersOtherPagesAndListsOfETagsToo() {
        applications.stubFor(get(path).willReturn(okJson("{\"a\":1}")));
        String etag = city.get(path).header("ETag");

        assertThat(
                        city.get(path, "Origin", "https://any.example")
                                .header("Access-Control-Allow-Origin"))
                .isEqualTo("*");
        assertThat(city.get(path, "If-None-Match", "\"other\", " + etag).status()).isEqualTo(304);
    }

    @Test
    void asksInOneOfTheLanguagesThatNoticesAreWrittenIn() {
        applications.stubFor(get(path).willReturn(okJson("{\"a\":1}")));
        for (String asked : List.of("ko-KR,en;q=0.8", "zh-TW", "zh-Hant-HK", "ja", "zh,en", "xx")) {
            city.get(path, "Accept-Language", asked);
        }

        assertThat(
                        applications.findAll(getRequestedFor(urlEqualTo(path))).stream()
                                .map(request -> request.getHeader("Accept-Language")))
                .containsExactly("ko", "zh-Hant", "ja", "zh-Hans");
    }

    @Test
    void letsTheServiceConfirmWhatIsNoLongerFresh() {
        applications.stubFor(
                get(path).willReturn(okJson("{\"a\":1}").withHeader("ETag", "\"v1\"")));
        city.get(path);
        applications.stubFor(
                get(path)
                        .withHeader("If-None-Match", WireMock.equalTo("\"v1\""))
                        .willReturn(WireMock.status(304)));

        await().untilAsserted(() -> {
            assertThat(city.get(path).text()).isEqualTo("{\"a\":1}");
            applications.verify(2, getRequestedFor(urlEqualTo(path)));
        });
    }

    @Test
    void answersFromMemoryWhileTheServiceIsOut() {
        applications.stubFor(get(path).willReturn(okJson("{\"a\":1}")));
        city.get(path);
        applications.stubFor(
                get(path).willReturn(WireMock.aResponse().withFault(Fault.EMPTY_RESPONSE)));

        await().until(() -> city.get(path).header("Age"), age -> Integer.parseInt(age) >= 1);
        Reply stale = city.get(path);

        assertThat(stale.status()).isEqualTo(200);
        assertThat(stale.text()).isEqualTo("{\"a\":1}");
        assertThat(city.get(path + "x").status()).isIn(404, 503);
    }

    @Test
    void neverAsksInTheNameOfACaller() {
        applications.stubFor(get(path).willReturn(okJson("{\"a\":1}")));

        city.get(path, TestCity.and(resident("r-lin"), "Cookie", "a=b", "X-Device-Id", "device-1"));

        applications.verify(
                1,
                getRequestedFor(urlEqualTo(path))
                        .withHeader("Authorization", absent())
                        .withHeader("Cookie", absent())
                        .withHeader("X-Device-Id", absent()));
    }

    @Test
    void keepsNothingThatTheServiceWantsNotKept() {
        for (String control : List.of("no-cache, no-store, max-age=0", "private", "no-store")) {
            String own = path + "/" + control.length();
            applications.stubFor(
                    get(own).willReturn(okJson("{}").withHeader("Cache-Control", control)));

            assertThat(city.get(own).header("Cache-Control")).isEqualTo("no-store");
            city.get(own);

            applications.verify(2, getRequestedFor(urlEqualTo(own)));
        }
    }

    @Test
    void keepsNoRefusal() {
        applications.stubFor(get(path).willReturn(WireMock.notFound().withBody("{}")));
        assertThat(city.get(path).status()).isEqualTo(404);
        applications.stubFor(get(path).willReturn(okJson("{}")));

        assertThat(city.get(path).status()).isEqualTo(200);
    }

    @Test
    void tellsLanguagesAndQuestionsApart() {
        applications.stubFor(
                get(urlPathEqualTo(path))
                        .withHeader("Accept-Language", WireMock.equalTo("en"))
                        .willReturn(okJson("{\"in\":\"en\"}")));
        applications.stubFor(
                get(urlPathEqualTo(path))
                        .withHeader("Accept-Language", WireMock.equalTo("zh-Hans"))
                        .willReturn(okJson("{\"in\":\"zh\"}")));

        assertThat(city.get(path, "Accept-Language", "en-GB").text()).contains("en");
        assertThat(city.get(path, "Accept-Language", "zh-CN,zh").text()).contains("zh");
        assertThat(city.get(path).text()).contains("zh");
        city.get(path + "?q=1");
        applications.verify(3, getRequestedFor(urlPathEqualTo(path)));
    }

    @Test
    void neverGivesThePersonalAnswerOfOneToAnother() {
        WireMockServer residents = city.service(Peer.RESIDENTS);
        residents.stubFor(
                get("/api/v1/me")
                        .willReturn(
                                okJson("{\"who\":\"someone\"}")
                                        .withHeader("Cache-Control", "public, max-age=600")
                                        .withHeader("ETag", "\"v1\"")));

        city.get("/api/v1/me", resident("r-lin"));
        city.get("/api/v1/me", resident("r-wang"));
        city.get("/api/v1/me", resident("r-lin"));

        residents.verify(3, getRequestedFor(urlEqualTo("/api/v1/me")));
        assertThat(city.get("/api/v1/me").status()).isEqualTo(401);
    }

    /** Many people at once, over few connections, each with an answer of their own. */
    @Test
    void neverMixesTheAnswersOfPeopleWhoAskAtTheSameTime() throws Exception {
        WireMockServer residents = city.service(Peer.RESIDENTS);
        WireMockServer notifications = city.service(Peer.NOTIFICATIONS);
        List<String[]> callers =
                IntStream.range(0, 20).mapToObj(nth -> resident("r-crowd-" + nth)).toList();
        for (int nth = 0; nth < callers.size(); nth++) {
            String[] caller = callers.get(nth);
            residents.stubFor(
                    get("/api/v1/me")
                            .withHeader("Authorization", WireMock.equalTo(caller[1]))
                            .willReturn(okJson("{\"who\":\"r-crowd-" + nth + "\"}")));
            notifications.stubFor(
                    get(urlPathEqualTo("/api/v1/inbox"))
                            .withHeader("Authorization", WireMock.equalTo(caller[1]))
                            .willReturn(okJson("{\"items\":[],\"unread\":" + nth + "}")));
        }

        try (var people = Executors.newFixedThreadPool(32)) {
            List<Future<String>> wrong =
                    IntStream.range(0, 400)
                            .mapToObj(turn -> {
                                int nth = turn % callers.size();
                                boolean home = turn / callers.size() % 4 == 0;
                                return people.submit(() -> mixed(nth, callers.get(nth), home));
                            })
                            .toList();
            for (Future<String> one : wrong) {
                assertThat(one.get()).isEmpty();
            }
        }
    }

    /** What somebody got that is another's; of home, a part may be late and then is absent. */
    private static String mixed(int nth, String[] caller, boolean home) {
        if (home) {
            JsonNode page = city.get("/api/v1/home", caller).body();
            return page.has("unread") && page.path("unread").asInt() != nth ? page.toString() : "";
        }
        Reply reply = city.get("/api/v1/me", caller);
        return reply.status() == 200
                        && reply.body().path("who").asString().equals("r-crowd-" + nth)
                        && reply.header("Cache-Control").equals("no-store")
                ? ""
                : reply.toString();
    }

    @Test
    void answersHeadWithoutABodyAndLeavesOtherMethodsToTheService() {
        applications.stubFor(any(anyUrl()).willReturn(okJson("{\"a\":1}")));

        Reply head = city.send(city.request(path).method("HEAD", BodyPublishers.noBody()));

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Length")).isEqualTo("7");
        assertThat(head.text()).isEmpty();
        applications.stubFor(WireMock.post(path).willReturn(WireMock.status(405)));
        assertThat(city.post(path, "{}").status()).isEqualTo(405);
    }

    @Test
    void sendsLongAnswersCompressedToWhoeverAsks() {
        applications.stubFor(get(path).willReturn(okJson("{\"a\":\"" + "x".repeat(5000) + "\"}")));

        Reply reply = city.get(path, "Accept-Encoding", "gzip");

        assertThat(reply.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(reply.text().length()).isLessThan(1000);
    }

    private static int left(Reply reply) {
        return Integer.parseInt(reply.header("RateLimit").replaceAll(".*r=(\\d+);.*", "$1"));
    }

    private static long counted(String status) {
        return city
                .bean(MeterRegistry.class)
                .find("http.server.requests")
                .tag("uri", "/open/v1/items/**")
                .tag("status", status)
                .timers()
                .stream()
                .mapToLong(Timer::count)
                .sum();
    }
}
