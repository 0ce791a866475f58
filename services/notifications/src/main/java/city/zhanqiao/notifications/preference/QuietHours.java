package city.zhanqiao.notifications.preference;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * 免打扰时段: hours in which no phone rings, such as 21:00 to 08:00. They are hours of the resident's
 * own zone and may pass midnight.
 *
 * @param from the first quiet minute
 * @param until the first minute that is not quiet any more
 */
public record QuietHours(LocalTime from, LocalTime until) {

    public QuietHours {
        if (from.equals(until)) {
            throw new IllegalArgumentException("quiet hours without an end");
        }
    }

    /** Reads {@code 21:00-08:00}; empty text means none. */
    static Optional<QuietHours> parse(String text) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        String[] ends = text.strip().split("-", 2);
        return Optional.of(
                new QuietHours(
                        LocalTime.parse(ends[0].strip()),
                        LocalTime.parse(ends.length > 1 ? ends[1].strip() : "")));
    }

    /** When the quiet that an instant falls into is over; empty for a waking hour. */
    public Optional<Instant> endOf(Instant instant, ZoneId zone) {
        ZonedDateTime local = instant.atZone(zone);
        if (!contains(local.toLocalTime())) {
            return Optional.empty();
        }
        LocalDate day = local.toLocalDate();
        return Optional.of(
                at(local.toLocalTime().isBefore(until) ? day : day.plusDays(1), until, zone));
    }

    /** When the quiet that an instant falls into began; empty for a waking hour. */
    public Optional<Instant> startOf(Instant instant, ZoneId zone) {
        ZonedDateTime local = instant.atZone(zone);
        if (!contains(local.toLocalTime())) {
            return Optional.empty();
        }
        LocalDate day = local.toLocalDate();
        return Optional.of(
                at(local.toLocalTime().isBefore(from) ? day.minusDays(1) : day, from, zone));
    }

    private boolean contains(LocalTime time) {
        boolean begun = !time.isBefore(from);
        boolean notOver = time.isBefore(until);
        return from.isBefore(until) ? begun && notOver : begun || notOver;
    }

    private static Instant at(LocalDate day, LocalTime time, ZoneId zone) {
        return ZonedDateTime.of(day, time, zone).toInstant();
    }
}
