package city.zhanqiao.city.calendar;

import static city.zhanqiao.city.calendar.YearStatus.MISSING;
import static city.zhanqiao.city.calendar.YearStatus.OFFICIAL;
import static city.zhanqiao.city.calendar.YearStatus.PROVISIONAL;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.LocalDate;
import java.util.Set;

class WorkingCalendarTest {

    private static final LocalDate NEW_YEAR_2027 = LocalDate.of(2027, 1, 1);

    private final WorkingCalendar calendar = WorkingCalendar.published();

    @ParameterizedTest
    @CsvFileSource(resources = "working-day-cases.csv", numLinesToSkip = 1)
    void countsOnlyWorkingDays(LocalDate start, int days, LocalDate expected, String why) {
        assertThat(calendar.addWorkingDays(start, days))
                .as(why)
                .isEqualTo(new Deadline(expected, OFFICIAL));
        assertThat(calendar.workingDaysBetween(start, expected)).as(why).isEqualTo(days);
    }

    @ParameterizedTest
    @CsvSource({"2024, 251", "2025, 248", "2026, 248"})
    void hasTheNumberOfWorkingDaysThatTheNoticeLeaves(int year, int days) {
        assertThat(
                        calendar.workingDaysBetween(
                                LocalDate.of(year - 1, 12, 31), LocalDate.of(year, 12, 31)))
                .isEqualTo(days);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23, true, a Monday",
        "2026-11-22, false, a Sunday",
        "2026-10-01, false, national day",
        "2026-10-10, true, a Saturday worked instead",
        "2026-01-04, true, a Sunday worked instead",
        "2024-02-09, true, lunar new year's eve was worked in 2024",
        "2022-12-31, false, named by the notice for 2023",
        "2027-01-01, false, new year is a statutory holiday",
        "2027-02-05, false, spring festival",
        "2027-02-09, true, not statutory although it may become a day off"
    })
    void knowsWhetherADayIsWorked(LocalDate day, boolean worked, String why) {
        assertThat(calendar.isWorkingDay(day)).as(why).isEqualTo(worked);
    }

    @Test
    void givesTheStartForZeroDays() {
        LocalDate sunday = LocalDate.of(2026, 11, 22);

        assertThat(calendar.addWorkingDays(sunday, 0)).isEqualTo(new Deadline(sunday, OFFICIAL));
        assertThat(calendar.addWorkingDays(NEW_YEAR_2027, 0).status()).isEqualTo(PROVISIONAL);
    }

    @Test
    void marksADeadlineThatReachesAProvisionalYear() {
        assertThat(calendar.addWorkingDays(LocalDate.of(2026, 11, 23), 45))
                .isEqualTo(new Deadline(LocalDate.of(2027, 1, 26), PROVISIONAL));
        assertThat(calendar.addWorkingDays(LocalDate.of(2026, 12, 30), 1))
                .isEqualTo(new Deadline(LocalDate.of(2026, 12, 31), OFFICIAL));
        assertThat(calendar.addWorkingDays(LocalDate.of(2026, 12, 31), 1))
                .isEqualTo(new Deadline(LocalDate.of(2027, 1, 4), PROVISIONAL));
    }

    @Test
    void refusesToGuessAYearItDoesNotKnow() {
        LocalDate lastKnown = LocalDate.of(2027, 12, 31);
        LocalDate unknown = LocalDate.of(2028, 1, 1);

        assertThatExceptionOfType(MissingCalendarYear.class)
                .isThrownBy(() -> calendar.addWorkingDays(lastKnown, 1))
                .satisfies(fault -> assertThat(fault.year()).isEqualTo(2028))
                .withMessageContaining("2028");
        assertThatExceptionOfType(MissingCalendarYear.class)
                .isThrownBy(() -> calendar.addWorkingDays(unknown, 0));
        assertThatExceptionOfType(MissingCalendarYear.class)
                .isThrownBy(() -> calendar.isWorkingDay(unknown));
        assertThatExceptionOfType(MissingCalendarYear.class)
                .isThrownBy(() -> calendar.workingDaysBetween(lastKnown, unknown));
        assertThatExceptionOfType(MissingCalendarYear.class)
                .isThrownBy(() -> calendar.workingDayOnOrAfter(unknown));
        assertThatExceptionOfType(MissingCalendarYear.class)
                .isThrownBy(() -> calendar.isWorkingDay(LocalDate.of(2021, 12, 31)))
                .satisfies(fault -> assertThat(fault.year()).isEqualTo(2021));
    }

    @Test
    void reachesTheLastWorkingDayOfTheLastKnownYear() {
        assertThat(calendar.addWorkingDays(LocalDate.of(2027, 12, 30), 1).date())
                .isEqualTo("2027-12-31");
        assertThat(
                        calendar.workingDaysBetween(
                                LocalDate.of(2027, 12, 31), LocalDate.of(2027, 12, 31)))
                .isZero();
    }

    @Test
    void findsTheNearestWorkingDay() {
        assertThat(calendar.workingDayOnOrAfter(LocalDate.of(2026, 11, 23)).date())
                .isEqualTo("2026-11-23");
        assertThat(calendar.workingDayOnOrAfter(LocalDate.of(2026, 10, 1)).date())
                .isEqualTo("2026-10-08");
        assertThat(calendar.workingDayOnOrAfter(NEW_YEAR_2027))
                .isEqualTo(new Deadline(LocalDate.of(2027, 1, 4), PROVISIONAL));
        assertThat(calendar.workingDayOnOrBefore(LocalDate.of(2026, 10, 7)).date())
                .isEqualTo("2026-09-30");
    }

    @Test
    void knowsHowSureARangeIs() {
        LocalDate inOfficial = LocalDate.of(2026, 12, 31);

        assertThat(calendar.statusOf(2026)).isEqualTo(OFFICIAL);
        assertThat(calendar.statusOf(2027)).isEqualTo(PROVISIONAL);
        assertThat(calendar.statusOf(2028)).isEqualTo(MISSING);
        assertThat(calendar.statusOf(inOfficial, inOfficial)).isEqualTo(OFFICIAL);
        assertThat(calendar.statusOf(inOfficial, NEW_YEAR_2027)).isEqualTo(PROVISIONAL);
        assertThat(calendar.statusOf(inOfficial, LocalDate.of(2028, 1, 1))).isEqualTo(MISSING);
        assertThat(calendar.statusOf(LocalDate.of(2021, 1, 1), inOfficial)).isEqualTo(MISSING);
    }

    @Test
    void movesAProvisionalDeadlineWhenTheNoticeComes() {
        WorkingCalendar imported =
                calendar.withYear(
                        new CalendarYear(
                                2027,
                                OFFICIAL,
                                "an example notice",
                                Set.of(NEW_YEAR_2027, LocalDate.of(2027, 1, 4)),
                                Set.of(LocalDate.of(2027, 1, 9))));

        assertThat(imported.addWorkingDays(LocalDate.of(2026, 12, 31), 1))
                .isEqualTo(new Deadline(LocalDate.of(2027, 1, 5), OFFICIAL));
        assertThat(imported.isWorkingDay(LocalDate.of(2027, 1, 9))).isTrue();
        assertThat(calendar.statusOf(2027)).as("the old calendar stays").isEqualTo(PROVISIONAL);
    }

    @Test
    void letsTheLaterNoticeDecideOnTheDecemberBeforeIt() {
        LocalDate thursday = LocalDate.of(2026, 12, 31);
        WorkingCalendar imported =
                calendar.withYear(
                        new CalendarYear(
                                2027, OFFICIAL, "an example notice", Set.of(thursday), Set.of()));

        assertThat(calendar.isWorkingDay(thursday)).isTrue();
        assertThat(imported.isWorkingDay(thursday)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE})
    void refusesToCountBackwards(int days) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> calendar.addWorkingDays(NEW_YEAR_2027, days));
    }

    @Test
    void refusesARangeThatEndsBeforeItStarts() {
        LocalDate before = NEW_YEAR_2027.minusDays(1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> calendar.workingDaysBetween(NEW_YEAR_2027, before));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> calendar.statusOf(NEW_YEAR_2027, before));
    }

    @Test
    void namesThePaperOfEveryYear() {
        assertThat(calendar.years().values())
                .hasSize(6)
                .allMatch(year -> !year.paper().isBlank())
                .filteredOn(year -> year.status() == OFFICIAL)
                .allMatch(year -> year.paper().contains("gov.cn"));
    }
}
