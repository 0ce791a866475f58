package city.zhanqiao.city.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;

class CityTimeTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 23);

    @Test
    void turnsTheDayEightHoursBeforeGreenwich() {
        assertThat(CityTime.dateOf(Instant.parse("2026-11-22T15:59:59.999Z")))
                .isEqualTo(DAY.minusDays(1));
        assertThat(CityTime.dateOf(Instant.parse("2026-11-22T16:00:00Z"))).isEqualTo(DAY);
    }

    @Test
    void knowsWhenADayBeginsAndEnds() {
        assertThat(CityTime.startOf(DAY)).isEqualTo("2026-11-22T16:00:00Z");
        assertThat(CityTime.endOf(DAY)).isEqualTo("2026-11-23T16:00:00Z");
    }

    @Test
    void takesTodayFromTheGivenClock() {
        assertThat(CityTime.today(InstantSource.fixed(Instant.parse("2026-11-23T15:59:59Z"))))
                .isEqualTo(DAY);
    }
}
