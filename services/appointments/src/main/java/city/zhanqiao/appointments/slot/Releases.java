package city.zhanqiao.appointments.slot;

import city.zhanqiao.appointments.hall.Hall;
import city.zhanqiao.appointments.hall.Hall.Day;
import city.zhanqiao.appointments.hall.OpeningHours;
import city.zhanqiao.city.calendar.CityTime;

import java.time.Instant;
import java.time.LocalDate;

/** Knows when residents may begin to book a day (放号). */
public final class Releases {

    private final OpeningHours hours;

    Releases(OpeningHours hours) {
        this.hours = hours;
    }

    /** The moment at which a hall releases a day; weekend service has its own rule. */
    public Instant of(Hall hall, LocalDate date) {
        boolean weekend = hours.kindOf(date).filter(kind -> kind == Day.WEEKEND).isPresent();
        int ahead = weekend ? hall.release().weekendDays() : hall.release().days();
        return date.minusDays(ahead).atTime(hall.release().at()).atZone(CityTime.ZONE).toInstant();
    }
}
