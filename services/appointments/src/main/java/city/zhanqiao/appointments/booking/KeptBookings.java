package city.zhanqiao.appointments.booking;

import city.zhanqiao.appointments.hall.Halls;
import city.zhanqiao.data.event.DomainEvent;
import city.zhanqiao.data.event.EventLog;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.util.List;

/** Tells residents with a booking at a hall that takes no new ones that theirs stays. */
public final class KeptBookings {

    private static final String KEPT = "city.zhanqiao.booking.kept.v1";
    private static final int AT_ONCE = 500;

    private static final String TO_COME =
            "SELECT "
                    + Bookings.COLUMNS
                    + """
                      FROM booking
                     WHERE hall = :hall AND state = 'CONFIRMED' AND starts_at > booking_clock()
                     ORDER BY id
                    """;

    private final DatabaseClient database;
    private final Halls halls;
    private final EventLog events;

    KeptBookings(DatabaseClient database, Halls halls, EventLog events) {
        this.database = database;
        this.halls = halls;
        this.events = events;
    }

    /** In the transaction that obeys the stop. */
    public Mono<Void> tell(String hall) {
        return database.sql(TO_COME)
                .bind("hall", hall)
                .map(Bookings::toBooking)
                .all()
                .collectList()
                .flatMapMany(kept -> Flux.fromIterable(kept).buffer(AT_ONCE))
                .concatMap(this::append)
                .then();
    }

    private Mono<Void> append(List<Booking> some) {
        return events.append(some.stream().map(this::toEvent).toArray(DomainEvent[]::new));
    }

    private BookingEvent toEvent(Booking booking) {
        Facts facts = booking.facts();
        return BookingEvent.of(KEPT, facts, halls.get(facts.place().hall()).district());
    }
}
