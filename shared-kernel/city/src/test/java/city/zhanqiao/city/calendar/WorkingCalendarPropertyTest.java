package city.zhanqiao.city.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import city.zhanqiao.city.property.Property;

import org.junit.jupiter.api.Test;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Random;

class WorkingCalendarPropertyTest {

    private static final LocalDate FIRST = LocalDate.of(2022, 1, 1);

    /** Late enough to cross into the provisional year, early enough never to leave it. */
    private static final LocalDate LAST_START = LocalDate.of(2027, 6, 30);

    private final WorkingCalendar calendar = WorkingCalendar.published();

    @Test
    void neverLandsOnADayOff() {
        Property.holds(
                5_000,
                random -> {
                    LocalDate start = anyDay(random);
                    int days = 1 + random.nextInt(60);
                    LocalDate end = calendar.addWorkingDays(start, days).date();
                    assertThat(calendar.isWorkingDay(end)).as("%s + %d", start, days).isTrue();
                });
    }

    @Test
    void countsBackWhatItAdded() {
        Property.holds(
                5_000,
                random -> {
                    LocalDate start = anyDay(random);
                    int days = random.nextInt(60);
                    LocalDate end = calendar.addWorkingDays(start, days).date();
                    assertThat(calendar.workingDaysBetween(start, end))
                            .as("%s + %d", start, days)
                            .isEqualTo(days);
                });
    }

    @Test
    void addsInPartsAsInOne() {
        Property.holds(
                5_000,
                random -> {
                    LocalDate start = anyDay(random);
                    int first = random.nextInt(30);
                    int second = random.nextInt(30);
                    Deadline half = calendar.addWorkingDays(start, first);
                    Deadline inParts = calendar.addWorkingDays(half.date(), second);
                    Deadline inOne = calendar.addWorkingDays(start, first + second);
                    assertThat(inParts.date())
                            .as("%s + %d + %d", start, first, second)
                            .isEqualTo(inOne.date());
                    assertThat(half.status().or(inParts.status()))
                            .as("%s + %d + %d", start, first, second)
                            .isEqualTo(inOne.status());
                });
    }

    @Test
    void growsWithTheStartAndWithTheDays() {
        Property.holds(
                5_000,
                random -> {
                    LocalDate start = anyDay(random);
                    int days = random.nextInt(60);
                    LocalDate end = calendar.addWorkingDays(start, days).date();
                    assertThat(calendar.addWorkingDays(start.plusDays(1), days).date())
                            .as("%s + %d, a day later", start, days)
                            .isAfterOrEqualTo(end);
                    assertThat(calendar.addWorkingDays(start, days + 1).date())
                            .as("%s + %d, one more", start, days)
                            .isAfter(end);
                });
    }

    @Test
    void countsAsSlowlyWalkingTheNoticesDoes() {
        Property.holds(
                5_000,
                random -> {
                    LocalDate start = anyDay(random);
                    LocalDate end = start.plusDays(random.nextInt(120));
                    assertThat(calendar.workingDaysBetween(start, end))
                            .as("%s to %s", start, end)
                            .isEqualTo(walk(start, end));
                });
    }

    /** Counts by the notices' own lists, without the calendar's look-ups. */
    private int walk(LocalDate start, LocalDate end) {
        int count = 0;
        for (LocalDate day = start; day.isBefore(end); ) {
            day = day.plusDays(1);
            LocalDate now = day;
            boolean off =
                    calendar.years().values().stream()
                            .anyMatch(year -> year.daysOff().contains(now));
            boolean makeUp =
                    calendar.years().values().stream()
                            .anyMatch(year -> year.makeUpDays().contains(now));
            boolean weekday = day.getDayOfWeek().getValue() <= 5;
            count += makeUp || (weekday && !off) ? 1 : 0;
        }
        return count;
    }

    private static LocalDate anyDay(Random random) {
        return FIRST.plusDays(random.nextLong(ChronoUnit.DAYS.between(FIRST, LAST_START) + 1));
    }
}
