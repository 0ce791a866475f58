package city.zhanqiao.notifications.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.notifications.push.AddressKind;
import city.zhanqiao.notifications.push.PushResult;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** What follows an attempt, with the settings of production. */
class RetryRuleTest {

    private static final DeliverySettings USUAL =
            new Binder(new MapConfigurationPropertySource(Map.of()))
                    .bindOrCreate("zhanqiao.delivery", Bindable.of(DeliverySettings.class));

    private final RetryRule rule = new RetryRule(USUAL, RandomGenerator.getDefault());

    @Test
    void waitsAMinuteAfterA429ThatDoesNotSayHowLong() {
        assertThat(after(new PushResult.Throttled(Optional.empty()), 1))
                .isEqualTo(new Settlement.Again("THROTTLED", Duration.ofMinutes(1), false));
        assertThat(after(new PushResult.Throttled(Optional.of(Duration.ofSeconds(7))), 1))
                .isEqualTo(new Settlement.Again("THROTTLED", Duration.ofSeconds(7), false));
    }

    @Test
    void doublesTheWaitUpToTenMinutesWithFullJitter() {
        for (int tries = 1; tries < Lane.PERSONAL.tries(); tries++) {
            Duration most = Duration.ofSeconds(Math.min(10L << (tries - 1), 600));
            for (int n = 0; n < 200; n++) {
                Settlement.Again again =
                        (Settlement.Again)
                                after(new PushResult.Unavailable("X", Optional.empty()), tries);
                assertThat(again.pause()).isBetween(Duration.ZERO, most);
                assertThat(again.counted()).isTrue();
            }
        }
    }

    @Test
    void givesUpAfterTheTriesOfTheLane() {
        assertThat(after(new PushResult.Unavailable("X", Optional.empty()), Lane.PERSONAL.tries()))
                .isEqualTo(new Settlement.Dead("X"));
    }

    /** A notice that may have arrived is not worth showing twice. */
    @Test
    void leavesANoticeThatMayHaveArrived() {
        PushResult unsure = new PushResult.Ambiguous("NO_ANSWER");
        assertThat(rule.after(unsure, Lane.NOTICE, claimed(1)))
                .isEqualTo(new Settlement.Unknown("NO_ANSWER"));
        assertThat(rule.after(unsure, Lane.EMERGENCY, claimed(1)))
                .isInstanceOf(Settlement.Again.class);
    }

    private Settlement after(PushResult result, int tries) {
        return rule.after(result, Lane.PERSONAL, claimed(tries));
    }

    private static Claimed claimed(int tries) {
        return new Claimed(
                UUID.randomUUID(),
                UUID.randomUUID(),
                Optional.of(UUID.randomUUID()),
                Optional.empty(),
                AddressKind.FCM_TOKEN,
                new byte[0],
                "tag",
                "application.accepted",
                1,
                "zh-Hans",
                false,
                Optional.empty(),
                tries,
                tries,
                OffsetDateTime.now(ZoneOffset.UTC),
                Duration.ZERO,
                Duration.ofHours(4),
                Duration.ofDays(7),
                System.nanoTime(),
                Optional.empty());
    }
}
