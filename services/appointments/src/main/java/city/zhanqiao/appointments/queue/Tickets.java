package city.zhanqiao.appointments.queue;

import city.zhanqiao.appointments.booking.BookingId;
import city.zhanqiao.appointments.hall.Hall;
import city.zhanqiao.appointments.queue.Ticket.Priority;
import city.zhanqiao.appointments.queue.Ticket.State;
import city.zhanqiao.city.Version;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.database.Columns;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/** The stored tickets. */
final class Tickets {

    private static final String COLUMNS =
            """
            ticket.id, ticket.version, ticket.hall, ticket.desk, ticket.label, ticket.service,
            ticket.booking, ticket.resident, ticket.priority, ticket.state, ticket.due_at,
            ticket.joined_at, ticket.counter, ticket.calls
            """;

    /**
     * People who need it first; then bookings whose time has come; then walk-ins; then who is
     * early.
     */
    static final String LINE =
            """
            ORDER BY (priority = 'NONE'),
                     CASE WHEN due_at <= booking_clock() + interval '2 minutes' THEN 0
                          WHEN due_at IS NULL THEN 1
                          ELSE 2 END,
                     COALESCE(due_at, joined_at), id
            """;

    private static final String NUMBER =
            """
            INSERT INTO ticket_number (desk, day, last) VALUES (:desk, :day, 1)
            ON CONFLICT (desk, day) DO UPDATE SET last = ticket_number.last + 1
            RETURNING last
            """;

    private static final String ADD =
            """
            INSERT INTO ticket (hall, desk, day, label, service, booking, resident, priority, due_at,
                                joined_at)
            VALUES (:hall, :desk, :day, :label, :service, :booking, :resident, :priority, :dueAt,
                    booking_clock())
            ON CONFLICT DO NOTHING
            RETURNING
            """
                    + COLUMNS;

    private static final String FIND = "SELECT " + COLUMNS + " FROM ticket WHERE id = :id";

    private static final String LOCK = FIND + " FOR NO KEY UPDATE";

    /** Many desks call at once: each locks another ticket and none waits. */
    private static final String CALL_NEXT =
            "WITH next AS (SELECT id FROM ticket WHERE desk = :desk AND day = :day AND state ="
                    + " 'WAITING' "
                    + LINE
                    + """
                      LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED)
                    UPDATE ticket
                       SET state = 'CALLED', version = version + 1, counter = :counter, staff = :staff,
                           calls = calls + 1, called_at = booking_clock()
                      FROM next
                     WHERE ticket.id = next.id
                    RETURNING
                    """
                    + COLUMNS;

    private static final String BUSY =
            """
            SELECT EXISTS (SELECT 1 FROM ticket
                            WHERE hall = :hall AND day = :day AND counter = :counter
                              AND state IN ('CALLED', 'SERVING')) AS busy
            """;

    private static final String CHANGE =
            """
            UPDATE ticket
               SET state = :state, version = version + 1, desk = :desk, service = :service,
                   calls = calls + :calls,
                   counter = CASE WHEN :state = 'WAITING' THEN NULL ELSE counter END,
                   called_at = CASE WHEN :calls > 0 THEN booking_clock() ELSE called_at END,
                   served_at = CASE WHEN :state = 'SERVING' THEN booking_clock() ELSE served_at END,
                   ended_at = CASE WHEN :state IN ('DONE', 'MISSED') THEN booking_clock() END
             WHERE id = :id
            RETURNING
            """
                    + COLUMNS;

    private static final String IN_LINE =
            "SELECT "
                    + COLUMNS
                    + " FROM ticket WHERE desk = :desk AND day = :day AND state = 'WAITING' "
                    + LINE;

    private static final String OF_DAY =
            "SELECT "
                    + COLUMNS
                    + " FROM ticket WHERE hall = :hall AND day = :day ORDER BY joined_at, id";

    private static final String OF_RESIDENT =
            "SELECT "
                    + COLUMNS
                    + " FROM ticket WHERE resident = :resident AND day = :day ORDER BY joined_at,"
                    + " id";

    /**
     * Desks that are serving, and how long the last thirty took; half an hour of nothing is none.
     */
    private static final String PACE =
            """
            SELECT (SELECT count(DISTINCT counter) FROM ticket
                     WHERE desk = :desk AND day = :day
                       AND COALESCE(ended_at, served_at, called_at)
                           > booking_clock() - interval '30 minutes') AS desks,
                   (SELECT avg(EXTRACT(epoch FROM ended_at - served_at))::bigint
                      FROM (SELECT ended_at, served_at FROM ticket
                             WHERE desk = :desk AND state = 'DONE' AND served_at IS NOT NULL
                               AND day > :day::date - 14
                             ORDER BY ended_at DESC LIMIT 30) AS last) AS seconds
            """;

    private final DatabaseClient database;

    Tickets(DatabaseClient database) {
        this.database = database;
    }

    /** The next number of a desk's day; whoever takes one waits for the one before. */
    Mono<Integer> nextNumber(String desk, LocalDate day) {
        return database.sql(NUMBER)
                .bind("desk", desk)
                .bind("day", day)
                .map(row -> Columns.get(row, "last", Integer.class))
                .one();
    }

    /** Adds a ticket; nothing when the resident or the booking has one. */
    Mono<Ticket> add(Hall.Offer offer, LocalDate day, String label, Person person) {
        GenericExecuteSpec add =
                database.sql(ADD)
                        .bind("hall", offer.hall().id())
                        .bind("desk", offer.desk())
                        .bind("day", day)
                        .bind("label", label)
                        .bind("service", offer.service().code())
                        .bind("priority", person.priority().name());
        add = Columns.bind(add, "booking", person.booking().map(BookingId::value), UUID.class);
        add = Columns.bind(add, "resident", person.resident().map(ResidentId::value), String.class);
        return Columns.bind(
                        add, "dueAt", person.dueAt().map(Columns::timestamp), OffsetDateTime.class)
                .map(Tickets::toTicket)
                .one();
    }

    Mono<Ticket> find(UUID id) {
        return database.sql(FIND).bind("id", id).map(Tickets::toTicket).one();
    }

    Mono<Ticket> lock(UUID id) {
        return database.sql(LOCK).bind("id", id).map(Tickets::toTicket).one();
    }

    Mono<Ticket> callNext(String desk, LocalDate day, String counter, String staff) {
        return database.sql(CALL_NEXT)
                .bind("desk", desk)
                .bind("day", day)
                .bind("counter", counter)
                .bind("staff", staff)
                .map(Tickets::toTicket)
                .one();
    }

    Mono<Boolean> isBusy(String hall, LocalDate day, String counter) {
        return database.sql(BUSY)
                .bind("hall", hall)
                .bind("day", day)
                .bind("counter", counter)
                .map(row -> Columns.get(row, "busy", Boolean.class))
                .one();
    }

    /** Changes a locked ticket. */
    Mono<Ticket> change(Ticket ticket, State state, int calls) {
        return database.sql(CHANGE)
                .bind("id", ticket.id())
                .bind("state", state.name())
                .bind("desk", ticket.desk())
                .bind("service", ticket.service())
                .bind("calls", calls)
                .map(Tickets::toTicket)
                .one();
    }

    /** Who waits, in the order in which they would be called now. */
    Flux<Ticket> inLine(String desk, LocalDate day) {
        return list(IN_LINE, "desk", desk, day);
    }

    Flux<Ticket> ofDay(String hall, LocalDate day) {
        return list(OF_DAY, "hall", hall, day);
    }

    Flux<Ticket> ofResident(ResidentId resident, LocalDate day) {
        return list(OF_RESIDENT, "resident", resident.value(), day);
    }

    Mono<Pace> pace(String desk, LocalDate day) {
        return database.sql(PACE)
                .bind("desk", desk)
                .bind("day", day)
                .map(row ->
                        new Pace(
                                Columns.get(row, "desks", Long.class).intValue(),
                                Columns.find(row, "seconds", Long.class)))
                .one();
    }

    private Flux<Ticket> list(String sql, String name, String value, LocalDate day) {
        return database.sql(sql).bind(name, value).bind("day", day).map(Tickets::toTicket).all();
    }

    private static Ticket toTicket(Readable row) {
        return new Ticket(
                Columns.get(row, "id", UUID.class),
                new Version(Columns.get(row, "version", Long.class)),
                Columns.get(row, "hall", String.class),
                Columns.get(row, "desk", String.class),
                Columns.get(row, "label", String.class),
                Columns.get(row, "service", String.class),
                Columns.find(row, "booking", UUID.class).map(BookingId::new),
                Columns.find(row, "resident", String.class).map(ResidentId::new),
                Priority.valueOf(Columns.get(row, "priority", String.class)),
                State.valueOf(Columns.get(row, "state", String.class)),
                Columns.find(row, "due_at", OffsetDateTime.class).map(OffsetDateTime::toInstant),
                Columns.instant(row, "joined_at"),
                Columns.find(row, "counter", String.class),
                Columns.get(row, "calls", Integer.class));
    }

    /** Who takes a ticket. */
    record Person(
            Optional<BookingId> booking,
            Optional<ResidentId> resident,
            Priority priority,
            Optional<Instant> dueAt) {}

    /**
     * How fast a queue moves.
     *
     * @param desks that served lately
     * @param seconds for one person; empty without experience
     */
    record Pace(int desks, Optional<Long> seconds) {}
}
