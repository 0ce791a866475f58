package city.zhanqiao.appointments.booking;

import city.zhanqiao.appointments.booking.Booking.State;
import city.zhanqiao.appointments.booking.Bookings.Details;
import city.zhanqiao.appointments.hall.Halls;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.event.DomainEvent;
import city.zhanqiao.data.event.EventLog;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Writes one act on a booking down: state, history, audit and event, in the caller's transaction.
 */
final class BookingRecord {

    private static final String ADD_STEP =
            """
            INSERT INTO booking_step (booking, version, at, act, state, by_staff)
            VALUES (:booking, :version, booking_clock(), :act, :state, :byStaff)
            """;

    private static final String STEPS =
            "SELECT at, act, state FROM booking_step WHERE booking = :booking ORDER BY version";

    private final DatabaseClient database;
    private final Bookings bookings;
    private final Halls halls;
    private final EventLog events;
    private final AuditLog audit;

    BookingRecord(
            DatabaseClient database,
            Bookings bookings,
            Halls halls,
            EventLog events,
            AuditLog audit) {
        this.database = database;
        this.bookings = bookings;
        this.halls = halls;
        this.events = events;
        this.audit = audit;
    }

    /** Stores a locked booking in its new state and what is to be known of it. */
    Mono<Placed> move(Booking moved, BookingStep step, Details details, Caller actor) {
        return move(moved, step, details, actor, UnaryOperator.identity());
    }

    /** The same, with more in the event. */
    Mono<Placed> move(
            Booking moved,
            BookingStep step,
            Details details,
            Caller actor,
            UnaryOperator<BookingEvent> told) {
        return bookings.change(moved, details)
                .then(addStep(moved.facts(), step, actor))
                .then(addAudit(moved.facts(), step, actor))
                .then(addEvent(moved.facts(), step, told))
                .thenReturn(Placed.after(moved));
    }

    /** What happened, oldest first. Who in the office did it is not for the timeline. */
    Flux<TimelineEntry> timeline(BookingId id) {
        return database.sql(STEPS).bind("booking", id.value()).map(BookingRecord::toEntry).all();
    }

    private Mono<Void> addStep(Facts facts, BookingStep step, Caller actor) {
        GenericExecuteSpec add =
                database.sql(ADD_STEP)
                        .bind("booking", facts.id().value())
                        .bind("version", facts.version().number() + 1)
                        .bind("act", step.name())
                        .bind("state", step.state().name());
        Optional<String> staff =
                actor instanceof Caller.Staff office
                        ? Optional.of(office.name())
                        : Optional.empty();
        return Columns.bind(add, "byStaff", staff, String.class).then();
    }

    private Mono<Void> addAudit(Facts facts, BookingStep step, Caller actor) {
        AuditEntry entry =
                AuditEntry.done(actor, step.action(), facts.id().toString(), facts.resident());
        boolean forAnother =
                actor instanceof Caller.Resident resident
                        && !resident.id().equals(facts.resident());
        return audit.add(forAnother ? entry.forPerson(facts.resident()) : entry);
    }

    private Mono<Void> addEvent(Facts facts, BookingStep step, UnaryOperator<BookingEvent> told) {
        return Mono.justOrEmpty(step.event())
                .map(type -> told.apply(toEvent(type, facts)))
                .flatMap(event -> events.append(new DomainEvent[] {event}));
    }

    private BookingEvent toEvent(String type, Facts facts) {
        return BookingEvent.of(type, facts, halls.get(facts.place().hall()).district());
    }

    private static TimelineEntry toEntry(Readable row) {
        return new TimelineEntry(
                Columns.instant(row, "at"),
                BookingStep.valueOf(Columns.get(row, "act", String.class)),
                State.valueOf(Columns.get(row, "state", String.class)));
    }

    /** One line of the history. */
    record TimelineEntry(Instant at, BookingStep act, State state) {}
}
