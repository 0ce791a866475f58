package city.zhanqiao.appointments.office;

import city.zhanqiao.appointments.hall.Hall;
import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.data.database.Columns;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Flux;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/** Reads what the staff of a hall need to see, over bookings, slots and tickets. */
final class HallDay {

    private static final String BOARD =
            """
            SELECT booking.id, booking.reference, booking.state, booking.desk, booking.service,
                   booking.starts_at, booking.ends_at, booking.resident, booking.application,
                   ticket.label, ticket.state AS ticket_state, ticket.counter
              FROM booking
              LEFT JOIN ticket ON ticket.booking = booking.id
             WHERE booking.desk = ANY(:desks) AND booking.placed
               AND booking.starts_at >= :first AND booking.starts_at < :last
             ORDER BY booking.starts_at, booking.desk, booking.id
            """;

    private static final String CALENDAR =
            """
            SELECT desk, (starts_at AT TIME ZONE 'Asia/Shanghai')::date AS day,
                   sum(capacity) AS capacity, sum(taken) AS taken, sum(reserve) AS reserve,
                   sum(reserve_taken) AS reserve_taken, bool_and(closed OR NOT planned) AS closed
              FROM slot
             WHERE desk = ANY(:desks) AND starts_at >= :first AND starts_at < :last
             GROUP BY desk, day
             ORDER BY day, desk
            """;

    /**
     * Waiting until called the last time; serving until the end. Medians, because a few wait long.
     */
    private static final String STATISTICS =
            """
            WITH day AS (
                SELECT desk, count(*) AS tickets,
                       count(*) FILTER (WHERE booking IS NULL) AS walk_ins,
                       count(*) FILTER (WHERE state = 'DONE') AS served,
                       count(*) FILTER (WHERE state = 'MISSED') AS missed,
                       percentile_cont(0.5) WITHIN GROUP
                           (ORDER BY EXTRACT(epoch FROM served_at - GREATEST(joined_at, due_at)))
                           AS waiting,
                       percentile_cont(0.9) WITHIN GROUP
                           (ORDER BY EXTRACT(epoch FROM served_at - GREATEST(joined_at, due_at)))
                           AS waiting_90,
                       percentile_cont(0.5) WITHIN GROUP
                           (ORDER BY EXTRACT(epoch FROM ended_at - served_at))
                           FILTER (WHERE state = 'DONE') AS serving
                  FROM ticket
                 WHERE hall = :hall AND day BETWEEN :from AND :until
                 GROUP BY desk),
            booked AS (
                SELECT desk, count(*) FILTER (WHERE state IN ('DONE', 'SERVING', 'CHECKED_IN')) AS came,
                       count(*) FILTER (WHERE state = 'NO_SHOW') AS no_shows
                  FROM booking
                 WHERE desk = ANY(:desks) AND placed
                   AND starts_at >= :first AND starts_at < :last
                 GROUP BY desk)
            SELECT wanted.desk, day.tickets, day.walk_ins, day.served, day.missed,
                   day.waiting::bigint, day.waiting_90::bigint, day.serving::bigint,
                   booked.came, booked.no_shows
              FROM unnest(:desks::text[]) AS wanted (desk)
              LEFT JOIN day ON day.desk = wanted.desk
              LEFT JOIN booked ON booked.desk = wanted.desk
             ORDER BY wanted.desk
            """;

    private final DatabaseClient database;

    HallDay(DatabaseClient database) {
        this.database = database;
    }

    /** The bookings of a day in the order of their times. */
    Flux<Line> board(Hall hall, LocalDate day) {
        return days(BOARD, hall, day, day).map(HallDay::toLine).all();
    }

    /** Capacity and what is taken, day by day. */
    Flux<Load> calendar(Hall hall, LocalDate from, LocalDate until) {
        return days(CALENDAR, hall, from, until).map(HallDay::toLoad).all();
    }

    Flux<Figures> statistics(Hall hall, LocalDate from, LocalDate until) {
        return days(STATISTICS, hall, from, until)
                .bind("hall", hall.id())
                .bind("from", from)
                .bind("until", until)
                .map(HallDay::toFigures)
                .all();
    }

    private DatabaseClient.GenericExecuteSpec days(
            String sql, Hall hall, LocalDate from, LocalDate until) {
        return database.sql(sql)
                .bind("desks", hall.deskKinds().stream().map(hall::desk).toArray(String[]::new))
                .bind("first", Columns.timestamp(CityTime.startOf(from)))
                .bind("last", Columns.timestamp(CityTime.endOf(until)));
    }

    private static Line toLine(Readable row) {
        return new Line(
                Columns.get(row, "id", UUID.class),
                Columns.get(row, "reference", String.class),
                Columns.get(row, "state", String.class),
                kind(row),
                Columns.get(row, "service", String.class),
                local(Columns.instant(row, "starts_at")),
                local(Columns.instant(row, "ends_at")),
                Columns.get(row, "resident", String.class),
                Columns.find(row, "application", UUID.class),
                Columns.find(row, "label", String.class),
                Columns.find(row, "ticket_state", String.class),
                Columns.find(row, "counter", String.class));
    }

    private static Load toLoad(Readable row) {
        return new Load(
                Columns.get(row, "day", LocalDate.class),
                kind(row),
                Columns.get(row, "capacity", Long.class),
                Columns.get(row, "taken", Long.class),
                Columns.get(row, "reserve", Long.class),
                Columns.get(row, "reserve_taken", Long.class),
                Columns.get(row, "closed", Boolean.class));
    }

    private static Figures toFigures(Readable row) {
        long came = count(row, "came");
        long noShows = count(row, "no_shows");
        return new Figures(
                kind(row),
                count(row, "tickets"),
                count(row, "walk_ins"),
                count(row, "served"),
                count(row, "missed"),
                Columns.find(row, "waiting", Long.class),
                Columns.find(row, "waiting_90", Long.class),
                Columns.find(row, "serving", Long.class),
                came,
                noShows,
                came + noShows == 0
                        ? Optional.empty()
                        : Optional.of((double) noShows / (came + noShows)));
    }

    private static long count(Readable row, String column) {
        return Columns.find(row, column, Long.class).orElse(0L);
    }

    private static String kind(Readable row) {
        String desk = Columns.get(row, "desk", String.class);
        return desk.substring(desk.indexOf('/') + 1);
    }

    private static OffsetDateTime local(Instant at) {
        return at.atZone(CityTime.ZONE).toOffsetDateTime();
    }

    /**
     * One booking of the day.
     *
     * @param applicationId the case the clerk may want to open
     * @param ticket once the resident is there
     */
    record Line(
            UUID bookingId,
            String reference,
            String state,
            String deskKind,
            String service,
            OffsetDateTime startsAt,
            OffsetDateTime endsAt,
            String residentId,
            Optional<UUID> applicationId,
            Optional<String> ticket,
            Optional<String> ticketState,
            Optional<String> counter) {}

    /** How full a day is at one kind of desk. */
    record Load(
            LocalDate date,
            String deskKind,
            long capacity,
            long taken,
            long reserve,
            long reserveTaken,
            boolean closed) {}

    /**
     * Figures of one kind of desk.
     *
     * @param waitingSeconds median from the arrival, or the booked time if that was later, to the
     *     desk
     * @param waitingSeconds90 nine of ten waited no longer
     * @param servingSeconds median
     * @param noShowRate of those who were booked; empty when nobody was
     */
    record Figures(
            String deskKind,
            long tickets,
            long walkIns,
            long served,
            long missed,
            Optional<Long> waitingSeconds,
            Optional<Long> waitingSeconds90,
            Optional<Long> servingSeconds,
            long came,
            long noShows,
            Optional<Double> noShowRate) {}
}
