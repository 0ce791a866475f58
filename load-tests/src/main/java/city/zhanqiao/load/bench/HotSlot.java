package city.zhanqiao.load.bench;

import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.load.lab.Lab;
import city.zhanqiao.load.lab.Place;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.concurrent.locks.LockSupport;

/** One slot far ahead that everybody wants. */
final class HotSlot {

    private static final String HALL = "shinan-example";

    /** Beyond the days for which slots are made, so nothing but this bench touches it. */
    private static final int DAYS_AHEAD = 40;

    private static final Duration LATE = Duration.ofMillis(300);

    private final Place place;
    private final Instant startsAt =
            LocalDate.now(CityTime.ZONE)
                    .plusDays(DAYS_AHEAD)
                    .atTime(9, 0)
                    .atZone(CityTime.ZONE)
                    .toInstant();

    /**
     * Makes the slot.
     *
     * @param capacity places in it
     */
    HotSlot(Place place, int capacity) {
        this.place = place;
        Lab.open(place, HALL);
        place.execute(
                """
                INSERT INTO slot (desk, starts_at, ends_at, releases_at, capacity, reserve)
                VALUES ('%s/general', '%s', '%s'::timestamptz + interval '15 minutes',
                        now() - interval '1 day', %d, 0)
                """
                        .formatted(HALL, startsAt, startsAt, capacity));
    }

    /** What a resident sends to hold a place. */
    String body() {
        return "{\"hall\":\"%s\",\"service\":\"general\",\"startsAt\":\"%s\"}"
                .formatted(HALL, startsAt);
    }

    /** Forgets all bookings, so that the same residents may book again. */
    void empty() {
        awaitLateComers();
        place.execute("TRUNCATE booking, booking_step, idempotency");
        place.execute("UPDATE slot SET taken = 0");
        place.execute("VACUUM slot");
    }

    /** What was sent last is still being done when the load has ended. */
    private void awaitLateComers() {
        long before = -1;
        for (long now = bookings(); now != before; now = bookings()) {
            before = now;
            LockSupport.parkNanos(LATE.toNanos());
        }
    }

    private long bookings() {
        return place.count("SELECT count(*) FROM booking");
    }

    long confirmed() {
        return place.count("SELECT count(*) FROM booking WHERE state = 'CONFIRMED'");
    }

    /** Places given beyond the capacity, residents with two, and bookings without their event. */
    long wrong(long eventsBefore) {
        return place.count(
                """
                SELECT (SELECT count(*) FROM slot WHERE taken > capacity)
                     + (SELECT count(*) FROM slot
                         WHERE taken <> (SELECT count(*) FROM booking
                                          WHERE booking.desk = slot.desk AND placed
                                            AND booking.starts_at = slot.starts_at)
                           AND desk = '%s/general' AND starts_at = '%s')
                     + (SELECT count(*) FROM (SELECT resident FROM booking WHERE open
                                               GROUP BY resident HAVING count(*) > 1) AS twice)
                     + abs((SELECT count(*) FROM booking WHERE state = 'CONFIRMED')
                           - (SELECT count(*) - %d FROM event WHERE type LIKE '%%.confirmed.v1'))
                """
                        .formatted(HALL, startsAt, eventsBefore));
    }

    long events() {
        return place.count("SELECT count(*) FROM event WHERE type LIKE '%.confirmed.v1'");
    }

    /** Whether all events are delivered and the audit trail is sealed. */
    boolean isSettled() {
        return place.count(
                        """
                        SELECT (SELECT count(*) FROM event WHERE position IS NULL)
                             + (SELECT numbered - delivered FROM event_relay)
                             + (SELECT count(*) FROM audit WHERE seq IS NULL)
                        """)
                == 0;
    }
}
