package city.zhanqiao.city.calendar;

import java.time.LocalDate;
import java.time.Month;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What one yearly notice says about days off and make-up working days.
 *
 * @param status OFFICIAL or PROVISIONAL
 * @param paper the notice or law it comes from
 * @param daysOff 放假: also those that are weekends anyway
 * @param makeUpDays 调休上班: weekend days that are worked
 */
public record CalendarYear(
        int year,
        YearStatus status,
        String paper,
        Set<LocalDate> daysOff,
        Set<LocalDate> makeUpDays) {

    /**
     * @throws IllegalArgumentException if the status is MISSING, a day is outside the year
     *     (December of the year before is allowed: the notice for 2023 began with 2022-12-31), a
     *     day is both off and worked, or a make-up day is no weekend day
     */
    public CalendarYear {
        daysOff = Set.copyOf(daysOff);
        makeUpDays = Set.copyOf(makeUpDays);
        if (status == YearStatus.MISSING) {
            throw new IllegalArgumentException("a missing year has no notice");
        }
        for (LocalDate day : Stream.concat(daysOff.stream(), makeUpDays.stream()).toList()) {
            if (!mayName(year, day)) {
                throw new IllegalArgumentException(day + " is not for the notice of " + year);
            }
        }
        for (LocalDate day : makeUpDays) {
            if (daysOff.contains(day) || !isWeekend(day)) {
                throw new IllegalArgumentException(day + " is no make-up day");
            }
        }
    }

    private static boolean mayName(int year, LocalDate day) {
        return day.getYear() == year
                || (day.getYear() == year - 1 && day.getMonth() == Month.DECEMBER);
    }

    static boolean isWeekend(LocalDate day) {
        return switch (day.getDayOfWeek()) {
            case SATURDAY, SUNDAY -> true;
            case MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY -> false;
        };
    }

    boolean names(LocalDate day) {
        return daysOff.contains(day) || makeUpDays.contains(day);
    }

    boolean isWorked(LocalDate day) {
        return makeUpDays.contains(day) || (!isWeekend(day) && !daysOff.contains(day));
    }
}
