package city.zhanqiao.appointments.hall;

import city.zhanqiao.appointments.hall.Hall.Day;
import city.zhanqiao.appointments.hall.Hall.ExceptionalDay;
import city.zhanqiao.city.calendar.CalendarYear;
import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.calendar.WorkingCalendar;
import city.zhanqiao.city.calendar.YearStatus;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** When a hall is open, by its own hours and the State Council's calendar. */
public final class OpeningHours {

    private final WorkingCalendar calendar;

    OpeningHours(WorkingCalendar calendar) {
        this.calendar = calendar;
    }

    /** The stretches of a day in which a hall is open; none on a day whose year is not known. */
    public List<Stretch> of(Hall hall, LocalDate date) {
        Optional<ExceptionalDay> exception =
                hall.exceptions().stream().filter(day -> day.date().equals(date)).findFirst();
        return exception
                .map(day -> stretch(date, day.from(), day.to()).stream().toList())
                .orElseGet(() -> usual(hall, date));
    }

    /** Whether a hall is open at a moment. */
    public boolean isOpen(Hall hall, Instant at) {
        return of(hall, CityTime.dateOf(at)).stream().anyMatch(stretch -> stretch.covers(at));
    }

    /** Which kind of day it is; empty for a public holiday and a day of an unknown year. */
    public Optional<Day> kindOf(LocalDate date) {
        if (calendar.statusOf(date.getYear()) == YearStatus.MISSING) {
            return Optional.empty();
        }
        if (calendar.isWorkingDay(date)) {
            return Optional.of(Day.WORKING_DAY);
        }
        return isWeekend(date) && !isHoliday(date) ? Optional.of(Day.WEEKEND) : Optional.empty();
    }

    private List<Stretch> usual(Hall hall, LocalDate date) {
        return kindOf(date).stream()
                .flatMap(kind -> hall.opening().stream().filter(hours -> hours.on() == kind))
                .map(hours -> new Stretch(at(date, hours.from()), at(date, hours.to())))
                .toList();
    }

    private boolean isHoliday(LocalDate date) {
        return Stream.of(date.getYear(), date.getYear() + 1)
                .map(year -> calendar.years().get(year))
                .flatMap(Stream::ofNullable)
                .map(CalendarYear::daysOff)
                .anyMatch(off -> off.contains(date));
    }

    private static boolean isWeekend(LocalDate date) {
        return date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY;
    }

    private static Optional<Stretch> stretch(
            LocalDate date, Optional<LocalTime> from, Optional<LocalTime> to) {
        return from.flatMap(start -> to.map(end -> new Stretch(at(date, start), at(date, end))));
    }

    private static Instant at(LocalDate date, LocalTime time) {
        return date.atTime(time).atZone(CityTime.ZONE).toInstant();
    }

    /**
     * A time without a break.
     *
     * @param to the first instant after it
     */
    public record Stretch(Instant from, Instant to) {
        boolean covers(Instant at) {
            return !at.isBefore(from) && at.isBefore(to);
        }
    }
}
