package city.zhanqiao.city.calendar;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;

/** The city's local time: UTC+8 all year. */
public final class CityTime {

    /** The one time zone of the mainland. */
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private CityTime() {}

    /** The local date of an instant. */
    public static LocalDate dateOf(Instant instant) {
        return LocalDate.ofInstant(instant, ZONE);
    }

    /** The local date of now. */
    public static LocalDate today(InstantSource time) {
        return dateOf(time.instant());
    }

    /** The first instant of a local day. */
    public static Instant startOf(LocalDate day) {
        return day.atStartOfDay(ZONE).toInstant();
    }

    /** The first instant after a local day: a period's last day ends at 24:00 (民法典 §203(2)). */
    public static Instant endOf(LocalDate day) {
        return startOf(day.plusDays(1));
    }
}
