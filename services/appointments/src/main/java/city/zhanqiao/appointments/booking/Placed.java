package city.zhanqiao.appointments.booking;

import city.zhanqiao.appointments.booking.Booking.State;
import city.zhanqiao.city.identifier.CreditCode;
import city.zhanqiao.city.identity.ResidentId;

import java.time.Instant;
import java.util.Optional;

/**
 * What an act on a booking answers; kept with the act's key.
 *
 * @param version for the next {@code If-Match}
 * @param holdUntil when a hold runs out
 * @param actingFor who comes, when somebody else booked it
 * @param agent who booked it for them
 * @param firm credit code of the firm for which the resident comes
 */
record Placed(
        BookingId id,
        long version,
        String reference,
        State state,
        String hall,
        String service,
        Instant startsAt,
        Instant endsAt,
        Optional<Instant> holdUntil,
        Optional<ResidentId> actingFor,
        Optional<ResidentId> agent,
        Optional<String> firm) {

    /** A booking as it is after one more change. */
    static Placed after(Booking moved) {
        return of(moved, moved.facts().version().number() + 1);
    }

    static Placed of(Booking booking, long version) {
        Facts facts = booking.facts();
        return new Placed(
                facts.id(),
                version,
                facts.reference(),
                booking.state(),
                facts.place().hall(),
                facts.place().service(),
                facts.place().startsAt(),
                facts.place().endsAt(),
                booking instanceof Booking.Held held ? Optional.of(held.until()) : Optional.empty(),
                facts.agent().map(agent -> facts.resident()),
                facts.agent(),
                facts.firm().map(CreditCode::value));
    }
}
