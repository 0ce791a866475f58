package city.zhanqiao.notifications.push;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.notifications.push.FakeApple.Sent;

import com.eatthepath.pushy.apns.server.RejectionReason;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

/** What Apple is sent over TLS and HTTP/2, and what its answers mean. */
class ApnsProviderTest {

    private static final Instant NOON = Instant.parse("2026-11-27T04:00:00Z");
    private static final Duration SOON = Duration.ofSeconds(20);

    private static FakeApple apple;
    private static ApnsProvider provider;

    @BeforeAll
    static void start() {
        apple = FakeApple.start();
        provider =
                ApnsProvider.open(
                        apple.settings(Duration.ofSeconds(10)), InstantSource.fixed(NOON));
    }

    @AfterAll
    static void stop() {
        provider.close();
        apple.close();
    }

    @Test
    void saysWhatTheAppNeedsAndNothingElse() {
        UUID message = UUID.randomUUID();

        assertThat(send("aa01", push(message, "APPLICATION", true)))
                .isInstanceOf(PushResult.Accepted.class);

        Sent sent = apple.sentTo("aa01").getFirst();
        assertThat(sent.topic()).isEqualTo("city.zhanqiao.app");
        assertThat(sent.collapseId()).isEqualTo("tag-1");
        assertThat(sent.priority()).isEqualTo("10");
        assertThat(sent.expiration())
                .isEqualTo(Long.toString(NOON.plusSeconds(3600).getEpochSecond()));
        assertThat(sent.authorization()).startsWith("bearer ");
        assertThat(sent.payload().at("/aps/alert/title").asString()).isEqualTo("办件进展");
        assertThat(sent.payload().at("/aps/alert/body").asString()).isEqualTo("有新进展");
        assertThat(sent.payload().at("/aps/thread-id").asString()).isEqualTo("tag-1");
        assertThat(sent.payload().at("/aps/interruption-level").isMissingNode()).isTrue();
        assertThat(sent.payload().path("nid").asString()).isEqualTo(message.toString());
        assertThat(sent.payload().path("kind").asString()).isEqualTo("APPLICATION");
        assertThat(sent.payload().path("text").asString()).isEqualTo("normal");
    }

    @Test
    void wakesAPhoneForDangerAndNotForANotice() {
        send("aa02", push(UUID.randomUUID(), "EMERGENCY", true));
        send("aa03", push(UUID.randomUUID(), "NOTICE", false));

        assertThat(
                        apple.sentTo("aa02")
                                .getFirst()
                                .payload()
                                .at("/aps/interruption-level")
                                .asString())
                .isEqualTo("time-sensitive");
        assertThat(apple.sentTo("aa03").getFirst().priority()).isEqualTo("5");
    }

    @ParameterizedTest
    @EnumSource(RejectionReason.class)
    void knowsEveryReasonThatAppleGives(RejectionReason reason) {
        String token = "bb%08x".formatted(reason.name().hashCode());
        apple.refuses(token, reason);

        PushResult result = send(token, push(UUID.randomUUID(), "APPLICATION", true));

        assertThat(result)
                .isInstanceOf(
                        switch (reason) {
                            case UNREGISTERED -> PushResult.AddressGone.class;
                            case TOO_MANY_PROVIDER_TOKEN_UPDATES -> PushResult.Throttled.class;
                            case BAD_CERTIFICATE,
                                    BAD_CERTIFICATE_ENVIRONMENT,
                                    EXPIRED_PROVIDER_TOKEN,
                                    FORBIDDEN,
                                    INVALID_PROVIDER_TOKEN,
                                    MISSING_PROVIDER_TOKEN,
                                    TOPIC_DISALLOWED ->
                                    PushResult.Unauthenticated.class;
                            case TOO_MANY_REQUESTS,
                                    IDLE_TIMEOUT,
                                    INTERNAL_SERVER_ERROR,
                                    SERVICE_UNAVAILABLE,
                                    SHUTDOWN ->
                                    PushResult.Unavailable.class;
                            default -> PushResult.Refused.class;
                        });
    }

    @Test
    void isUnsureOfWhatHangsAndGoesOnAfterwards() {
        try (ApnsProvider hasty =
                ApnsProvider.open(
                        apple.settings(Duration.ofMillis(1500)), InstantSource.fixed(NOON))) {
            CountDownLatch end = apple.hangs();
            try {
                assertThat(send(hasty, "cc01")).isEqualTo(new PushResult.Ambiguous("NO_ANSWER"));
            } finally {
                end.countDown();
            }
            assertThat(send(hasty, "cc02")).isInstanceOf(PushResult.Accepted.class);
        }
    }

    @Test
    void knowsThatWhatNeverLeftDidNotArrive() {
        FakeApple gone = FakeApple.start();
        ApnsSettings settings = gone.settings(Duration.ofSeconds(10));
        gone.close();
        try (ApnsProvider nowhere = ApnsProvider.open(settings, InstantSource.fixed(NOON))) {
            assertThat(send(nowhere, "dd01"))
                    .isEqualTo(new PushResult.Unavailable("UNREACHABLE", Optional.empty()));
        }
    }

    @Test
    void hasNoTopics() {
        assertThat(
                        provider.sendToTopic(
                                        push(UUID.randomUUID(), "EMERGENCY", true),
                                        "d-370202-alert")
                                .block(SOON))
                .isEqualTo(new PushResult.Refused("NO_TOPICS"));
    }

    private static PushResult send(String token, Push push) {
        return Objects.requireNonNull(provider.send(push, address(token)).block(SOON));
    }

    private static PushResult send(ApnsProvider other, String token) {
        return Objects.requireNonNull(
                other.send(push(UUID.randomUUID(), "APPLICATION", true), address(token))
                        .block(SOON));
    }

    private static Address address(String token) {
        return new Address(Provider.APNS, AddressKind.APNS_TOKEN, token);
    }

    private static Push push(UUID message, String kind, boolean urgent) {
        return new Push(
                message,
                "tag-1",
                kind,
                "办件进展",
                "有新进展",
                "zh-Hans",
                false,
                urgent,
                Duration.ofHours(1));
    }
}
