package city.zhanqiao.notifications.push;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.web.reactive.function.client.WebClient;

import reactor.netty.resources.LoopResources;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** What a relay answers, and what that means. */
class HttpProviderTest {

    private static final WireMockServer server =
            new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));
    private static final LoopResources loops = LoopResources.create("relay-test", 1, true);
    private static HttpProvider provider;

    @BeforeAll
    static void start() {
        server.start();
        provider =
                new HttpProvider(
                        Provider.WEBHOOK,
                        relay(server.baseUrl() + "/relay"),
                        WebClient.builder(),
                        loops);
    }

    @AfterAll
    static void stop() {
        provider.close();
        loops.disposeLater(Duration.ZERO, Duration.ofSeconds(1)).block(Duration.ofSeconds(10));
        server.stop();
    }

    @Test
    void takesAYesWithANameForAYes() {
        UUID message = UUID.randomUUID();
        server.stubFor(post(urlEqualTo("/relay")).willReturn(okJson("{\"id\":\"m-1\"}")));
        assertThat(send(message)).isEqualTo(new PushResult.Accepted("m-1"));
        server.verify(
                postRequestedFor(urlEqualTo("/relay"))
                        .withHeader("Idempotency-Key", equalTo(message.toString()))
                        .withHeader("Authorization", equalTo("Bearer key")));
    }

    @Test
    void isUnsureOfWhatItDoesNotUnderstand() {
        PushResult nameless = new PushResult.Ambiguous("NO_NAME");
        assertThat(answered(okJson("{\"id\":\"\"}"))).isEqualTo(nameless);
        assertThat(answered(aResponse().withStatus(204)))
                .isEqualTo(new PushResult.Ambiguous("HTTP_204"));
        assertThat(answered(aResponse().withStatus(502).withBody("<html>")))
                .isEqualTo(new PushResult.Ambiguous("HTTP_502"));
        assertThat(answered(okJson("<html>"))).isInstanceOf(PushResult.Ambiguous.class);
        assertThat(answered(okJson("{\"id\":\"late\"}").withFixedDelay(4000)))
                .isEqualTo(new PushResult.Ambiguous("NO_ANSWER"));
        assertThat(answered(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)))
                .isEqualTo(new PushResult.Ambiguous("NO_ANSWER"));
    }

    @Test
    void tellsANoFromANotYet() {
        assertThat(status(400)).isEqualTo(new PushResult.Refused("HTTP_400"));
        assertThat(status(410)).isEqualTo(new PushResult.AddressGone("HTTP_410"));
        assertThat(status(401)).isEqualTo(new PushResult.Unauthenticated("HTTP_401"));
        assertThat(status(503)).isEqualTo(new PushResult.Unavailable("HTTP_503", Optional.empty()));
        assertThat(status(429)).isEqualTo(new PushResult.Throttled(Optional.empty()));
        assertThat(answered(aResponse().withStatus(429).withHeader("Retry-After", "7")))
                .isEqualTo(new PushResult.Throttled(Optional.of(Duration.ofSeconds(7))));
    }

    @Test
    void knowsThatWhatNeverLeftDidNotArrive() {
        try (HttpProvider nowhere =
                new HttpProvider(
                        Provider.SMS,
                        relay("http://127.0.0.1:1/relay"),
                        WebClient.builder(),
                        loops)) {
            assertThat(
                            nowhere.send(
                                            push(UUID.randomUUID()),
                                            new Address(
                                                    Provider.SMS, AddressKind.PHONE, "19900000041"))
                                    .block(Duration.ofSeconds(10)))
                    .isEqualTo(new PushResult.Unavailable("UNREACHABLE", Optional.empty()));
        }
    }

    @Test
    void hasNoTopics() {
        assertThat(
                        provider.sendToTopic(push(UUID.randomUUID()), "d-370202-alert")
                                .block(Duration.ofSeconds(10)))
                .isEqualTo(new PushResult.Refused("NO_TOPICS"));
    }

    private static PushResult status(int status) {
        return answered(aResponse().withStatus(status));
    }

    private static PushResult answered(ResponseDefinitionBuilder answer) {
        server.stubFor(post(urlEqualTo("/relay")).willReturn(answer));
        return send(UUID.randomUUID());
    }

    private static PushResult send(UUID message) {
        return Objects.requireNonNull(
                provider.send(
                                push(message),
                                new Address(Provider.WEBHOOK, AddressKind.WEBHOOK_ID, "vendor-1"))
                        .block(Duration.ofSeconds(10)));
    }

    private static HttpSettings.Relay relay(String url) {
        return new HttpSettings.Relay(url, "key", 4, Duration.ofSeconds(3));
    }

    private static Push push(UUID message) {
        return new Push(
                message,
                "tag",
                "APPLICATION",
                "title",
                "text",
                "en",
                false,
                true,
                Duration.ofHours(1));
    }
}
