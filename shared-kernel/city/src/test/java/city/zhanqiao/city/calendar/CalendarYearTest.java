package city.zhanqiao.city.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.LocalDate;
import java.util.Set;

class CalendarYearTest {

    private static final Set<LocalDate> NONE = Set.of();

    @Test
    void mayBeginInTheDecemberBefore() {
        LocalDate lastOfYear = LocalDate.of(2022, 12, 31);

        CalendarYear year =
                new CalendarYear(2023, YearStatus.OFFICIAL, "paper", Set.of(lastOfYear), NONE);

        assertThat(year.names(lastOfYear)).isTrue();
        assertThat(year.isWorked(lastOfYear)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2022-11-30", "2024-01-01", "2021-12-31"})
    void refusesADayOfAnotherYear(LocalDate day) {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new CalendarYear(2023, YearStatus.OFFICIAL, "paper", Set.of(day), NONE))
                .withMessageContaining(day.toString());
    }

    @Test
    void refusesAMakeUpDayThatIsOffOrNoWeekend() {
        LocalDate sunday = LocalDate.of(2026, 1, 4);
        LocalDate monday = LocalDate.of(2026, 1, 5);

        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new CalendarYear(
                                2026,
                                YearStatus.OFFICIAL,
                                "paper",
                                Set.of(sunday),
                                Set.of(sunday)));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new CalendarYear(2026, YearStatus.OFFICIAL, "paper", NONE, Set.of(monday)));
    }

    @Test
    void refusesToBeMissing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CalendarYear(2028, YearStatus.MISSING, "none", NONE, NONE));
    }
}
