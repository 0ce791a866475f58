package city.zhanqiao.appointments.booking;

import city.zhanqiao.appointments.person.Authority;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.identifier.CreditCode;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.Outcomes;

import reactor.core.publisher.Mono;

import java.util.Optional;

/**
 * Finds a booking for somebody who may know of it. To everybody else it does not exist: the refusal
 * is the same as for an id that was never given.
 */
final class BookingAccess {

    private final Bookings bookings;
    private final Authority authority;

    BookingAccess(Bookings bookings, Authority authority) {
        this.bookings = bookings;
        this.authority = authority;
    }

    /** For whoever comes; for whoever booked it, as long as the authority lasts. */
    Mono<Outcome<Booking, Refusal>> toSee(ResidentId caller, BookingId id) {
        return findOf(caller, id)
                .flatMap(
                        Outcomes.then(booking ->
                                booking.facts().resident().equals(caller)
                                        ? Mono.just(Outcome.done(booking))
                                        : whileAuthorised(caller, booking)));
    }

    /** The same to change something; the authority to come for a firm is asked for as well. */
    Mono<Outcome<Booking, Refusal>> toAct(ResidentId caller, BookingId id) {
        return findOf(caller, id)
                .flatMap(Outcomes.then(booking -> whileAuthorised(caller, booking)));
    }

    private Mono<Outcome<Booking, Refusal>> findOf(ResidentId caller, BookingId id) {
        return bookings.find(id)
                .filter(booking -> isParty(caller, booking.facts()))
                .<Outcome<Booking, Refusal>>map(Outcome::done)
                .defaultIfEmpty(Outcome.refused(new Refusal.NotFound()));
    }

    private Mono<Outcome<Booking, Refusal>> whileAuthorised(ResidentId caller, Booking booking) {
        Facts facts = booking.facts();
        return checkAuthority(caller, facts.resident(), facts.firm(), facts.place().service())
                .map(allowed -> allowed.map(yes -> booking));
    }

    /**
     * Whether the caller may act; at once for the caller's own matters. Of a firm's booking its
     * agent is the one who comes.
     */
    Mono<Outcome<ResidentId, Refusal>> checkAuthority(
            ResidentId caller, ResidentId principal, Optional<CreditCode> firm, String service) {
        return firm.map(code -> authority.reachesFirm(caller, code, service))
                .orElseGet(() ->
                        caller.equals(principal)
                                ? Mono.just(true)
                                : authority.reaches(caller, principal, service))
                .map(allowed ->
                        allowed
                                ? Outcome.done(principal)
                                : Outcome.refused(new Refusal.NoAuthority()));
    }

    private static boolean isParty(ResidentId caller, Facts facts) {
        return facts.resident().equals(caller) || facts.agent().filter(caller::equals).isPresent();
    }
}
