package city.zhanqiao.gateway.audit;

import static city.zhanqiao.gateway.support.TestCity.resident;
import static city.zhanqiao.gateway.support.TestCity.staff;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.stream.Collectors.joining;

import city.zhanqiao.city.identity.Role;
import city.zhanqiao.gateway.peer.Peer;
import city.zhanqiao.gateway.support.Reply;
import city.zhanqiao.gateway.support.TestCity;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

class AuditTest {

    private static final int ROWS = 7;
    private static TestCity city;

    @BeforeAll
    static void start() {
        city = TestCity.whole(Map.of());
    }

    @AfterAll
    static void stop() {
        city.close();
    }

    /** Each service has rows, and the rows of all interleave. */
    @BeforeEach
    void everyServiceHasATrail() {
        city.reset();
        for (Peer peer : Peer.values()) {
            trail(peer, 3, null);
            for (Peer other : Peer.values()) {
                IntStream.range(0, ROWS).forEach(row -> trail(peer, 3, id(other, row)));
            }
        }
    }

    @Test
    void leadsThroughAllTrailsNewestFirst() {
        List<String> read = new ArrayList<>();
        String next = "";
        do {
            Reply page =
                    city.get(
                            "/admin/v1/audit?limit=3" + (next.isEmpty() ? "" : "&cursor=" + next),
                            staff("s-aud", Role.AUDITOR));
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.body().path("missing")).isEmpty();
            page.body().path("items").forEach(row -> read.add(row.path("id").asString()));
            next = page.body().path("next").asString("");
        } while (!next.isEmpty());

        assertThat(read)
                .hasSize(ROWS * Peer.values().length)
                .doesNotHaveDuplicates()
                .isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void saysWhichTrailIsMissing() {
        city.service(Peer.PILOTS)
                .stubFor(
                        get(urlPathEqualTo("/admin/v1/audit"))
                                .willReturn(aResponse().withStatus(503)));

        Reply page = city.get("/admin/v1/audit?limit=3", staff("s-aud", Role.AUDITOR));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body().path("missing").toString()).isEqualTo("[\"pilots\"]");
        assertThat(page.body().path("items")).hasSize(3);
    }

    @Test
    void isForAuditorsOnly() {
        assertThat(city.get("/admin/v1/audit", staff("s-1", Role.CLERK)).status()).isEqualTo(403);
        assertThat(city.get("/admin/v1/audit", staff("s-1", Role.SYSTEM_ADMIN)).status())
                .isEqualTo(403);
        assertThat(city.get("/admin/v1/audit", resident("r-lin")).status()).isEqualTo(401);
        for (Peer peer : Peer.values()) {
            city.service(peer).verify(0, getRequestedFor(urlPathEqualTo("/admin/v1/audit")));
        }
    }

    @Test
    void refusesAPageSizeOutOfRange() {
        assertThat(city.get("/admin/v1/audit?limit=0", staff("s-aud", Role.AUDITOR)).code())
                .isEqualTo("INVALID_PARAMETER");
    }

    @Test
    void verifiesEveryChain() {
        for (Peer peer : Peer.values()) {
            city.service(peer)
                    .stubFor(
                            get("/admin/v1/audit/verification")
                                    .willReturn(okJson("{\"verdict\":\"intact\",\"rows\":7}")));
        }

        Reply reply = city.get("/admin/v1/audit/verification", staff("s-aud", Role.AUDITOR));

        assertThat(reply.body().path("services")).hasSize(Peer.values().length);
        assertThat(reply.body().at("/services/0/verdict/verdict").asString()).isEqualTo("intact");
    }

    /** The page of a service that begins behind a row, its own or of another. */
    private static void trail(Peer peer, int limit, @Nullable String before) {
        List<Integer> rows =
                IntStream.iterate(ROWS - 1, row -> row >= 0, row -> row - 1)
                        .filter(row -> before == null || id(peer, row).compareTo(before) < 0)
                        .limit(limit)
                        .boxed()
                        .toList();
        var asked = get(urlPathEqualTo("/admin/v1/audit"));
        if (before != null) {
            asked = asked.withQueryParam("cursor", equalTo(before));
        }
        city.service(peer)
                .stubFor(
                        asked.willReturn(
                                okJson(
                                        "{\"items\":["
                                                + rows.stream()
                                                        .map(row -> row(peer, row))
                                                        .collect(joining(","))
                                                + "]"
                                                + (rows.size() < limit
                                                        ? ""
                                                        : ",\"next\":\""
                                                                + id(peer, rows.getLast())
                                                                + "\"")
                                                + "}")));
    }

    private static String row(Peer peer, int row) {
        return """
        {"id": "%s", "at": "2026-11-02T09:00:00Z", "actorKind": "staff", "actor": "s-1",
         "action": "x", "subject": "y", "result": "DONE"}
        """
                .formatted(id(peer, row));
    }

    private static String id(Peer peer, int row) {
        return "019a4000-000%x-7000-8000-00000000000%x"
                .formatted(row, List.of(Peer.values()).indexOf(peer));
    }
}
