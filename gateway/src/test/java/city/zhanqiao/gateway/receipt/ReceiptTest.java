package city.zhanqiao.gateway.receipt;

import static city.zhanqiao.gateway.support.TestCity.resident;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.gateway.peer.Peer;
import city.zhanqiao.gateway.support.Reply;
import city.zhanqiao.gateway.support.TestCity;

import com.github.tomakehurst.wiremock.http.Fault;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.Map;

class ReceiptTest {

    private static final String PATH = "/api/v1/receipts/key-00000001";
    private static final String YES =
            """
            {"idempotencyKey": "key-00000001", "operation": "begin an application",
             "at": "2026-11-02T09:00:00Z"}
            """;

    private static TestCity city;

    @BeforeAll
    static void start() {
        city = TestCity.whole(Map.of("zhanqiao.gateway.part-budget", "900ms"));
    }

    @AfterAll
    static void stop() {
        city.close();
    }

    @BeforeEach
    void nobodyHasIt() {
        city.reset();
        for (Peer peer : Peer.values()) {
            city.service(peer)
                    .stubFor(
                            get(PATH)
                                    .willReturn(aResponse().withStatus(404).withBody("{\"a\":1}")));
        }
    }

    @Test
    void findsTheServiceThatHasIt() {
        city.service(Peer.APPOINTMENTS).stubFor(get(PATH).willReturn(okJson(YES)));

        Reply reply = city.get(PATH, resident("r-lin"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().path("service").asString()).isEqualTo("appointments");
        assertThat(reply.body().path("operation").asString()).isEqualTo("begin an application");
    }

    @Test
    void saysNoWhenEveryServiceSaysNo() {
        Reply reply = city.get(PATH, resident("r-lin"));

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.code()).isEqualTo("RECEIPT_NOT_FOUND");
    }

    @Test
    void neverSaysNoWhileAServiceIsSilent() {
        city.service(Peer.NOTICES)
                .stubFor(get(PATH).willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE)));

        Reply reply = city.get(PATH, resident("r-lin"));

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.code()).isEqualTo("RECEIPT_UNKNOWN");
        assertThat(reply.header("Retry-After")).isNotEmpty();
    }

    @Test
    void neverSaysNoWhileAServiceHangsOrFails() {
        city.service(Peer.NOTICES).stubFor(get(PATH).willReturn(okJson(YES).withFixedDelay(3000)));
        assertThat(city.get(PATH, resident("r-lin")).status()).isEqualTo(503);

        city.service(Peer.NOTICES).stubFor(get(PATH).willReturn(aResponse().withStatus(500)));
        assertThat(city.get(PATH, resident("r-lin")).status()).isEqualTo(503);
    }

    @Test
    void saysYesAlsoWhileAnotherServiceIsSilent() {
        city.service(Peer.APPLICATIONS).stubFor(get(PATH).willReturn(okJson(YES)));
        city.service(Peer.NOTICES).stubFor(get(PATH).willReturn(okJson(YES).withFixedDelay(3000)));

        assertThat(city.get(PATH, resident("r-lin")).status()).isEqualTo(200);
    }
}
