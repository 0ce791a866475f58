package city.zhanqiao.appointments.closure;

import city.zhanqiao.appointments.booking.BookingId;
import city.zhanqiao.appointments.booking.Rebooking;
import city.zhanqiao.appointments.hall.Hall;
import city.zhanqiao.appointments.waitlist.Waitlist;
import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.event.DomainEvent;
import city.zhanqiao.data.event.EventLog;
import city.zhanqiao.data.job.Job;

import com.fasterxml.jackson.annotation.JsonIgnore;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** Closes halls for days, and brings every booking of those days to another place. */
final class Closures {

    private static final int BATCH = 20;

    private static final String ADD =
            """
            INSERT INTO closure (hall, from_date, until_date, reason, staff, made_at)
            VALUES (:hall, :from, :until, :reason, :staff, booking_clock())
            RETURNING id
            """;

    /** In the order in which everybody locks slots. */
    private static final String CLOSE =
            """
            WITH day AS (
                SELECT desk, starts_at FROM slot
                 WHERE desk = ANY(:desks) AND starts_at >= :first AND starts_at < :last
                 ORDER BY desk, starts_at
                   FOR NO KEY UPDATE)
            UPDATE slot SET closed = true FROM day
             WHERE slot.desk = day.desk AND slot.starts_at = day.starts_at
            """;

    private static final String AFFECTED =
            """
            SELECT count(*) AS bookings FROM booking
             WHERE desk = ANY(:desks) AND starts_at >= :first AND starts_at < :last
               AND placed AND state IN ('HELD', 'CONFIRMED')
            """;

    private final DatabaseClient database;
    private final Transactions transactions;
    private final Rebooking rebooking;
    private final Waitlist waitlist;
    private final EventLog events;
    private final AuditLog audit;

    Closures(
            DatabaseClient database,
            Transactions transactions,
            Rebooking rebooking,
            Waitlist waitlist,
            EventLog events,
            AuditLog audit) {
        this.database = database;
        this.transactions = transactions;
        this.rebooking = rebooking;
        this.waitlist = waitlist;
        this.events = events;
        this.audit = audit;
    }

    /** Closes a hall, in the caller's transaction; its bookings follow within seconds. */
    Mono<Closed> close(
            Caller.Staff staff, Hall hall, LocalDate from, LocalDate until, String reason) {
        return database.sql(ADD)
                .bind("hall", hall.id())
                .bind("from", from)
                .bind("until", until)
                .bind("reason", reason)
                .bind("staff", staff.name())
                .map(row -> Columns.get(row, "id", UUID.class))
                .one()
                .flatMap(id ->
                        days(CLOSE, hall, from, until)
                                .then()
                                .then(affected(hall, from, until))
                                .flatMap(bookings ->
                                        tell(hall, from, until, id)
                                                .then(note(staff, hall))
                                                .thenReturn(
                                                        new Closed(
                                                                id, hall.id(), from, until, reason,
                                                                bookings))));
    }

    /** Brings some of the affected bookings to other places. */
    Mono<Job.Found> step() {
        return rebooking
                .affected(BATCH)
                .collectList()
                .flatMap(ids -> rebookAll(ids).thenReturn(found(ids)));
    }

    private Mono<Void> rebookAll(List<BookingId> ids) {
        return Flux.fromIterable(ids)
                .concatMap(id ->
                        transactions.run(
                                rebooking
                                        .rebook(id)
                                        .flatMap(lost ->
                                                waitlist.joinFirst(
                                                        lost.resident(),
                                                        lost.hall(),
                                                        lost.service()))))
                .then();
    }

    private Mono<Long> affected(Hall hall, LocalDate from, LocalDate until) {
        return days(AFFECTED, hall, from, until)
                .map(row -> Columns.get(row, "bookings", Long.class))
                .one();
    }

    private DatabaseClient.GenericExecuteSpec days(
            String sql, Hall hall, LocalDate from, LocalDate until) {
        return database.sql(sql)
                .bind("desks", hall.deskKinds().stream().map(hall::desk).toArray(String[]::new))
                .bind("first", Columns.timestamp(CityTime.startOf(from)))
                .bind("last", Columns.timestamp(CityTime.endOf(until)));
    }

    private Mono<Void> tell(Hall hall, LocalDate from, LocalDate until, UUID id) {
        return events.append(
                new DomainEvent[] {
                    new HallClosed(id, hall.id(), hall.district().value(), from, until)
                });
    }

    private Mono<Void> note(Caller.Staff staff, Hall hall) {
        return audit.add(AuditEntry.done(staff, "hall.close", hall.id()));
    }

    private static Job.Found found(List<BookingId> ids) {
        return ids.size() >= BATCH ? Job.Found.MORE : Job.Found.NOTHING;
    }

    /**
     * A hall stays closed on some days.
     *
     * @param bookings how many have to find another place
     */
    record Closed(
            UUID id, String hall, LocalDate from, LocalDate until, String reason, long bookings) {}

    /** The same as an event; the reason is staff's own text and stays here. */
    record HallClosed(UUID closureId, String hall, String district, LocalDate from, LocalDate until)
            implements DomainEvent {
        @Override
        @JsonIgnore
        public String type() {
            return "city.zhanqiao.hall.closed.v1";
        }

        @Override
        @JsonIgnore
        public String subject() {
            return hall;
        }
    }
}
