package city.zhanqiao.notifications.preference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import city.zhanqiao.city.calendar.CityTime;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The resident's night, in Shanghai and elsewhere. */
class QuietHoursTest {

    private static final QuietHours NIGHT = new QuietHours(LocalTime.of(21, 0), LocalTime.of(8, 0));

    @Test
    void endInTheMorningOnWhicheverSideOfMidnight() {
        assertThat(end("2026-11-27T21:00:00+08:00")).hasValue(at("2026-11-28T08:00:00+08:00"));
        assertThat(end("2026-11-27T23:59:59+08:00")).hasValue(at("2026-11-28T08:00:00+08:00"));
        assertThat(end("2026-11-28T00:00:00+08:00")).hasValue(at("2026-11-28T08:00:00+08:00"));
        assertThat(end("2026-11-28T07:59:59+08:00")).hasValue(at("2026-11-28T08:00:00+08:00"));
        assertThat(end("2026-11-28T08:00:00+08:00")).isEmpty();
        assertThat(end("2026-11-28T20:59:59+08:00")).isEmpty();
    }

    @Test
    void beginTheEveningBefore() {
        assertThat(NIGHT.startOf(at("2026-11-28T03:00:00+08:00"), CityTime.ZONE))
                .hasValue(at("2026-11-27T21:00:00+08:00"));
        assertThat(NIGHT.startOf(at("2026-11-28T12:00:00+08:00"), CityTime.ZONE)).isEmpty();
    }

    @Test
    void areThoseOfTheResidentsOwnZone() {
        ZoneId paris = ZoneId.of("Europe/Paris");
        assertThat(NIGHT.endOf(at("2026-11-28T02:00:00+08:00"), paris)).isEmpty();
        // The night in which the clocks go forward is an hour shorter.
        Instant before = at("2026-03-28T22:00:00+01:00");
        assertThat(Duration.between(before, NIGHT.endOf(before, paris).orElseThrow()))
                .isEqualTo(Duration.ofHours(9));
    }

    @Test
    void mayLieWithinADay() {
        QuietHours siesta = new QuietHours(LocalTime.of(12, 0), LocalTime.of(14, 0));
        assertThat(siesta.endOf(at("2026-11-28T13:00:00+08:00"), CityTime.ZONE))
                .hasValue(at("2026-11-28T14:00:00+08:00"));
        assertThat(siesta.endOf(at("2026-11-28T02:00:00+08:00"), CityTime.ZONE)).isEmpty();
    }

    @Test
    void haveAnEnd() {
        assertThatThrownBy(() -> new QuietHours(LocalTime.NOON, LocalTime.NOON))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(QuietHours.parse(" ")).isEmpty();
        assertThat(QuietHours.parse("21:00-08:00")).hasValue(NIGHT);
    }

    @Test
    void neverEndWithinThemselvesNorLastADay() {
        long seed = 20261127;
        RandomGenerator random = new java.util.Random(seed);
        for (int n = 0; n < 2000; n++) {
            LocalTime from = LocalTime.ofSecondOfDay(60L * random.nextInt(1440));
            LocalTime until = from.plusMinutes(1L + random.nextInt(1439));
            QuietHours quiet = new QuietHours(from, until);
            Instant now = at("2026-01-01T00:00:00Z").plusSeconds(random.nextInt(31_536_000));
            Optional<Instant> end = quiet.endOf(now, CityTime.ZONE);
            assertThat(end.isPresent())
                    .as("seed %s round %s", seed, n)
                    .isEqualTo(quiet.startOf(now, CityTime.ZONE).isPresent());
            end.ifPresent(over -> {
                assertThat(over).isAfter(now).isBefore(now.plus(Duration.ofDays(1)));
                assertThat(quiet.endOf(over, CityTime.ZONE)).isEmpty();
            });
        }
    }

    private static Optional<Instant> end(String time) {
        return NIGHT.endOf(at(time), CityTime.ZONE);
    }

    private static Instant at(String time) {
        return java.time.OffsetDateTime.parse(time).toInstant();
    }
}
