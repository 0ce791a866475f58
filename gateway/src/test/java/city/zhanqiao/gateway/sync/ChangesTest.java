package city.zhanqiao.gateway.sync;

import static city.zhanqiao.gateway.support.TestCity.resident;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.gateway.peer.Peer;
import city.zhanqiao.gateway.support.Reply;
import city.zhanqiao.gateway.support.TestCity;

import com.github.tomakehurst.wiremock.http.Fault;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.EnumSet;
import java.util.Map;

class ChangesTest {

    private static final String CHANGES = "/api/v1/changes";
    private static final String CASES = "/api/v1/applications/changes";
    private static final String BOOKINGS = "/api/v1/bookings/changes";
    private static final String INBOX = "/api/v1/inbox/changes";

    private static TestCity city;

    @BeforeAll
    static void start() {
        city =
                TestCity.with(
                        EnumSet.of(Peer.APPLICATIONS, Peer.APPOINTMENTS, Peer.NOTIFICATIONS),
                        Map.of(
                                "zhanqiao.gateway.part-budget", "900ms",
                                "zhanqiao.gateway.breaker-wait", "1ms"));
    }

    @AfterAll
    static void stop() {
        city.close();
    }

    /** Everything is at place 1; since then one case changed, a hold and a message went. */
    @BeforeEach
    void everyServiceTellsItsChanges() {
        city.reset();
        tellAll(
                Peer.APPLICATIONS,
                CASES,
                "{\"items\": [{\"id\": \"a\"}], \"removed\": [], \"token\": \"c1\"}");
        tellSince(
                Peer.APPLICATIONS,
                CASES,
                "c1",
                "{\"items\": [{\"id\": \"a\"}], \"removed\": [], \"token\": \"c2\"}");
        tellAll(Peer.APPOINTMENTS, BOOKINGS, "{\"items\": [], \"removed\": [], \"token\": \"b1\"}");
        tellSince(
                Peer.APPOINTMENTS,
                BOOKINGS,
                "b1",
                "{\"items\": [], \"removed\": [\"hold\"], \"token\": \"b2\"}");
        tellAll(
                Peer.NOTIFICATIONS,
                "/api/v1/inbox",
                "{\"items\": [{\"id\": \"m\"}], \"unread\": 1, \"changes\": \"i1\", \"next\":"
                        + " \"older\"}");
        tellSince(
                Peer.NOTIFICATIONS,
                INBOX,
                "i1",
                "{\"items\": [], \"gone\": [\"m\"], \"next\": \"i2\", \"more\": true}");
    }

    @Test
    void beginsWithEverythingAndThenTellsOnlyWhatChanged() {
        Reply first = ask("");

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.header("Cache-Control")).isEqualTo("no-store");
        assertThat(first.body().at("/cases/items/0/id").asString()).isEqualTo("a");
        assertThat(first.body().at("/cases/whole").asBoolean()).isTrue();
        assertThat(first.body().at("/bookings/items")).isEmpty();
        assertThat(first.body().at("/inbox/older").asString()).isEqualTo("older");
        assertThat(first.body().path("missing")).isEmpty();
        assertThat(first.body().path("more").asBoolean()).isFalse();

        Reply second = ask(next(first));

        assertThat(second.body().at("/cases/whole").asBoolean()).isFalse();
        assertThat(second.body().at("/bookings/removed/0").asString()).isEqualTo("hold");
        assertThat(second.body().at("/inbox/removed/0").asString()).isEqualTo("m");
        assertThat(second.body().path("more").asBoolean()).isTrue();
        assertThat(next(second)).isNotEqualTo(next(first));
    }

    @Test
    void keepsThePartOfASilentServiceWhereItWas() {
        String began = next(ask(""));
        city.service(Peer.APPOINTMENTS)
                .stubFor(
                        get(urlPathEqualTo(BOOKINGS))
                                .willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE)));

        Reply partial = ask(began);

        assertThat(partial.status()).isEqualTo(200);
        assertThat(partial.body().path("missing").toString()).isEqualTo("[\"appointments\"]");
        assertThat(partial.body().has("bookings")).isFalse();
        assertThat(partial.body().at("/cases/items")).hasSize(1);

        tellSince(
                Peer.APPOINTMENTS,
                BOOKINGS,
                "b1",
                "{\"items\": [], \"removed\": [\"hold\"], \"token\": \"b2\"}");
        tellSince(
                Peer.APPLICATIONS,
                CASES,
                "c2",
                "{\"items\": [], \"removed\": [], \"token\": \"c3\"}");
        tellSince(
                Peer.NOTIFICATIONS,
                INBOX,
                "i2",
                "{\"items\": [], \"gone\": [], \"next\": \"i2\", \"more\": false}");

        Reply caughtUp = ask(next(partial));

        assertThat(caughtUp.body().path("missing")).isEmpty();
        assertThat(caughtUp.body().at("/bookings/removed/0").asString()).isEqualTo("hold");
        assertThat(caughtUp.body().at("/cases/items")).isEmpty();
    }

    @Test
    void readsAPartWholeThatWasSilentAtTheBeginning() {
        city.service(Peer.APPOINTMENTS)
                .stubFor(
                        get(urlPathEqualTo(BOOKINGS))
                                .willReturn(okJson("{}").withFixedDelay(3000)));
        String began = next(ask(""));
        tellAll(
                Peer.APPOINTMENTS,
                BOOKINGS,
                "{\"items\": [{\"id\": \"b\"}], \"removed\": [], \"token\": \"b1\"}");

        Reply caughtUp = ask(began);

        assertThat(caughtUp.body().at("/bookings/whole").asBoolean()).isTrue();
        assertThat(caughtUp.body().at("/bookings/items/0/id").asString()).isEqualTo("b");
        assertThat(caughtUp.body().at("/cases/whole").asBoolean()).isFalse();
    }

    @Test
    void sendsAnAppBackToTheBeginningWhenOnePlaceIsForgotten() {
        String began = next(ask(""));
        city.service(Peer.NOTIFICATIONS)
                .stubFor(get(urlPathEqualTo(INBOX)).willReturn(aResponse().withStatus(410)));

        Reply refused = ask(began);

        assertThat(refused.status()).isEqualTo(410);
        assertThat(refused.code()).isEqualTo("SYNC_TOKEN_TOO_OLD");
    }

    @Test
    void leavesOutWhatTheRealNameLevelDoesNotReach() {
        for (Peer peer : EnumSet.of(Peer.APPLICATIONS, Peer.APPOINTMENTS)) {
            city.service(peer).resetAll();
            city.service(peer)
                    .stubFor(
                            get(urlPathEqualTo(peer == Peer.APPLICATIONS ? CASES : BOOKINGS))
                                    .willReturn(aResponse().withStatus(403).withBody("{}")));
        }

        Reply reply = ask("");

        assertThat(reply.body().has("cases")).isFalse();
        assertThat(reply.body().has("inbox")).isTrue();
        assertThat(reply.body().path("missing")).isEmpty();
    }

    @Test
    void refusesATokenThatIsNone() {
        assertThat(ask("nonsense").code()).isEqualTo("INVALID_CURSOR");
        assertThat(city.get(CHANGES + "?since=AQ", resident("r-lin")).status()).isEqualTo(400);
        assertThat(city.get(CHANGES).status()).isEqualTo(401);
    }

    private static Reply ask(String since) {
        return city.get(CHANGES + (since.isEmpty() ? "" : "?since=" + since), resident("r-lin"));
    }

    private static String next(Reply reply) {
        return reply.body().path("next").asString();
    }

    private static void tellAll(Peer peer, String path, String body) {
        city.service(peer)
                .stubFor(
                        get(urlPathEqualTo(path))
                                .withQueryParam("since", absent())
                                .willReturn(okJson(body)));
    }

    private static void tellSince(Peer peer, String path, String place, String body) {
        city.service(peer)
                .stubFor(
                        get(urlPathEqualTo(path))
                                .withQueryParam("since", equalTo(place))
                                .willReturn(okJson(body)));
    }
}
