package city.zhanqiao.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** When Firebase wants to be left alone, everybody waits. */
class ThrottlingTest {

    private static final Town town = RoughTown.get();

    /** How long nothing is sent to a service that does not know us; so it is set there. */
    private static final Duration CLOSED = Duration.ofSeconds(3);

    private static final List<String> STRANGERS =
            IntStream.rangeClosed(1, 5).mapToObj(n -> "stranger-" + n).toList();

    @Test
    void leavesFirebaseAloneAfterA429AndKeepsEverything() {
        registered("throttled");
        registered("another");
        town.firebase.answersOnce(
                "throttled",
                FakeFirebase.error(429, "RESOURCE_EXHAUSTED", "QUOTA_EXCEEDED")
                        .withHeader("Retry-After", "3"));
        news("throttled");
        await().atMost(Town.SOON).until(() -> state("throttled").equals("RETRY"));
        long asked = System.nanoTime();
        news("another");

        await().atMost(Town.SOON).until(() -> state("another").equals("ACCEPTED"));
        assertThat(Duration.ofNanos(System.nanoTime() - asked))
                .isGreaterThan(Duration.ofMillis(1800));
        await().atMost(Town.SOON).until(() -> state("throttled").equals("ACCEPTED"));
        assertThat(uncounted("throttled")).isEqualTo(1);
    }

    /** Here it is three seconds; the usual minute is in {@code RetryRuleTest}. */
    @Test
    void waitsAsLongAsIsUsualWhenFirebaseDoesNotSayHowLong() {
        registered("minute");
        registered("meanwhile");
        town.firebase.answersOnce(
                "minute", FakeFirebase.error(429, "RESOURCE_EXHAUSTED", "QUOTA_EXCEEDED"));
        news("minute");
        await().atMost(Town.SOON).until(() -> state("minute").equals("RETRY"));
        long asked = System.nanoTime();
        news("meanwhile");

        await().atMost(Town.SOON).until(() -> state("meanwhile").equals("ACCEPTED"));
        assertThat(Duration.ofNanos(System.nanoTime() - asked))
                .isGreaterThan(Duration.ofMillis(1800));
        await().atMost(Town.SOON).until(() -> state("minute").equals("ACCEPTED"));
        assertThat(uncounted("minute")).isEqualTo(1);
    }

    @Test
    void stopsWhenFirebaseDoesNotKnowUsAndTriesWithOneMessage() {
        for (int n = 1; n <= 5; n++) {
            registered("stranger-" + n);
            town.firebase.answers(
                    "stranger-" + n,
                    FakeFirebase.error(401, "UNAUTHENTICATED", "THIRD_PARTY_AUTH_ERROR"));
        }
        long began = System.nanoTime();
        news("stranger-1");
        await().atMost(Town.SOON).until(() -> state("stranger-1").equals("RETRY"));
        for (int n = 2; n <= 5; n++) {
            news("stranger-" + n);
        }
        // The SDK itself asks several times with each message.
        long tried = STRANGERS.stream().filter(one -> !town.firebase.sentTo(one).isEmpty()).count();
        long pauses = (System.nanoTime() - began) / CLOSED.toNanos();
        assertThat(tried).isLessThanOrEqualTo(1 + pauses);
        for (int n = 1; n <= 5; n++) {
            town.firebase.answers("stranger-" + n, FakeFirebase.well());
        }

        for (int n = 1; n <= 5; n++) {
            String token = "stranger-" + n;
            await().atMost(Town.SOON).until(() -> state(token).equals("ACCEPTED"));
        }
    }

    private void registered(String token) {
        town.registers("r-" + token, "phone-0001", token);
    }

    private void news(String token) {
        town.hearsOf(
                "applications",
                Happened.caseStep("accepted", UUID.randomUUID().toString(), "r-" + token));
    }

    private String state(String token) {
        return String.join(
                ",",
                town.place.texts("SELECT state FROM delivery WHERE resident = 'r-" + token + "'"));
    }

    private long uncounted(String token) {
        return town.place.count(
                "SELECT uncounted FROM delivery WHERE resident = 'r-" + token + "'");
    }
}
