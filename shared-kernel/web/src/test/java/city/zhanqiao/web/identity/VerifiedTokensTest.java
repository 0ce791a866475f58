package city.zhanqiao.web.identity;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.city.identity.Caller;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

class VerifiedTokensTest {

    private static final Caller LIN = new Caller.Service("lin");
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private Instant now = Instant.parse("2026-11-23T01:00:00Z");
    private final VerifiedTokens tokens = new VerifiedTokens(settings(), () -> now);

    @Test
    void remembersWhoATokenBelongsTo() {
        tokens.remember("a.b.c", LIN, now.plusSeconds(60));

        assertThat(tokens.get("a.b.c")).contains(LIN);
        assertThat(tokens.get("a.b.d")).isEmpty();
    }

    @Test
    void forgetsATokenAtItsEnd() {
        tokens.remember("a.b.c", LIN, now.plusSeconds(60));

        now = now.plusSeconds(60);

        assertThat(tokens.get("a.b.c")).isEmpty();
    }

    /** So long may a key that the issuer has withdrawn go on to work. */
    @Test
    void forgetsALongTokenEarlier() {
        tokens.remember("a.b.c", LIN, now.plus(Duration.ofDays(1)));

        now = now.plus(LONGEST);

        assertThat(tokens.get("a.b.c")).isEmpty();
    }

    @Test
    void remembersNoMoreThanItHasRoomFor() {
        IntStream.range(0, 10_000)
                .forEach(number -> tokens.remember("token-" + number, LIN, now.plusSeconds(60)));

        assertThat(
                        IntStream.range(0, 10_000)
                                .filter(number -> tokens.get("token-" + number).isPresent()))
                .hasSizeLessThan(1_000);
    }

    private static IdentitySettings settings() {
        return new IdentitySettings(
                null,
                null,
                null,
                List.of(),
                Duration.ofSeconds(30),
                Duration.ofMinutes(15),
                100,
                LONGEST,
                new IdentitySettings.Keys(
                        Duration.ofSeconds(2), Duration.ofMinutes(5), Duration.ofSeconds(10)));
    }
}
