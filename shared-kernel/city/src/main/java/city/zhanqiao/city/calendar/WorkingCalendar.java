package city.zhanqiao.city.calendar;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which days are worked: Monday to Friday, as changed by the State Council's yearly notices. Counts
 * as the law does: working days only, statutory holidays excluded (行政许可法 §82), the first day not
 * counted (民法典 §201). Immutable.
 *
 * <p>Everything that would need a year the calendar does not know throws {@link
 * MissingCalendarYear}.
 */
public final class WorkingCalendar {

    private final SortedMap<Integer, CalendarYear> years;

    private WorkingCalendar(SortedMap<Integer, CalendarYear> years) {
        this.years = years;
    }

    /** The calendar as published: 2022 to 2026 official, 2027 provisional. Read once. */
    public static WorkingCalendar published() {
        return PublishedYears.CALENDAR;
    }

    /** A calendar that knows no year. */
    public static WorkingCalendar empty() {
        return new WorkingCalendar(new TreeMap<>());
    }

    /**
     * This calendar with a year added, or replaced when its official notice has come. Deadlines
     * that were counted as provisional are to be counted again.
     */
    public WorkingCalendar withYear(CalendarYear year) {
        SortedMap<Integer, CalendarYear> changed = new TreeMap<>(years);
        changed.put(year.year(), year);
        return new WorkingCalendar(changed);
    }

    /** The known years. */
    public Map<Integer, CalendarYear> years() {
        return Map.copyOf(years);
    }

    /** How surely a year is known. */
    public YearStatus statusOf(int year) {
        CalendarYear known = years.get(year);
        return known == null ? YearStatus.MISSING : known.status();
    }

    /**
     * How surely all days from the first to the last, both included, are known: as surely as the
     * least known year between them.
     *
     * @throws IllegalArgumentException if the last day is before the first
     */
    public YearStatus statusOf(LocalDate first, LocalDate last) {
        requireOrder(first, last);
        YearStatus status = YearStatus.OFFICIAL;
        for (int year = first.getYear(); year <= last.getYear(); year++) {
            status = status.or(statusOf(year));
        }
        return status;
    }

    /** Whether the day is worked. */
    public boolean isWorkingDay(LocalDate day) {
        CalendarYear own = yearOf(day);
        // The next year's notice, being the later paper, may name days of this December.
        return Optional.ofNullable(years.get(day.getYear() + 1))
                .filter(next -> next.names(day))
                .orElse(own)
                .isWorked(day);
    }

    /**
     * The day on which a number of working days has passed.
     *
     * @param start not counted: day 1 is the next working day
     * @param workingDays 0 or more; 0 gives the start itself, worked or not
     */
    public Deadline addWorkingDays(LocalDate start, int workingDays) {
        if (workingDays < 0) {
            throw new IllegalArgumentException("negative working days: " + workingDays);
        }
        LocalDate day = start;
        YearStatus status = workingDays == 0 ? knownStatusOf(day) : YearStatus.OFFICIAL;
        for (int left = workingDays; left > 0; left -= isWorkingDay(day) ? 1 : 0) {
            day = day.plusDays(1);
            status = status.or(knownStatusOf(day));
        }
        return new Deadline(day, status);
    }

    /**
     * How many working days lie between two days.
     *
     * @param start not counted
     * @param end counted
     * @throws IllegalArgumentException if the end is before the start
     */
    public int workingDaysBetween(LocalDate start, LocalDate end) {
        requireOrder(start, end);
        return (int)
                start.plusDays(1).datesUntil(end.plusDays(1)).filter(this::isWorkingDay).count();
    }

    /** The day itself if it is worked, else the next working day (民法典 §203(1)). */
    public Deadline workingDayOnOrAfter(LocalDate day) {
        return nearest(day, 1);
    }

    /** The day itself if it is worked, else the last working day before it. */
    public Deadline workingDayOnOrBefore(LocalDate day) {
        return nearest(day, -1);
    }

    private Deadline nearest(LocalDate day, int step) {
        LocalDate found = day;
        YearStatus status = knownStatusOf(day);
        while (!isWorkingDay(found)) {
            found = found.plusDays(step);
            status = status.or(knownStatusOf(found));
        }
        return new Deadline(found, status);
    }

    private YearStatus knownStatusOf(LocalDate day) {
        return yearOf(day).status();
    }

    private CalendarYear yearOf(LocalDate day) {
        CalendarYear year = years.get(day.getYear());
        if (year == null) {
            throw new MissingCalendarYear(day.getYear());
        }
        return year;
    }

    private static void requireOrder(LocalDate first, LocalDate last) {
        if (last.isBefore(first)) {
            throw new IllegalArgumentException(last + " is before " + first);
        }
    }
}
