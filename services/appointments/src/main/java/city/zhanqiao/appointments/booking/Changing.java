package city.zhanqiao.appointments.booking;

import city.zhanqiao.appointments.booking.Board.Standing;
import city.zhanqiao.appointments.booking.Bookings.Details;
import city.zhanqiao.appointments.booking.Facts.Place;
import city.zhanqiao.appointments.hall.Doors;
import city.zhanqiao.appointments.slot.Slot;
import city.zhanqiao.appointments.slot.Slots;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.Outcomes;
import city.zhanqiao.web.etag.IfMatch;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Cancels and moves bookings. Locks as everybody does: the resident, the slots in order, the
 * booking.
 */
final class Changing {

    private final Doors doors;
    private final Slots slots;
    private final Bookings bookings;
    private final BookingBatch batch;
    private final BookingRecord record;
    private final BookingSettings settings;

    Changing(
            Doors doors,
            Slots slots,
            Bookings bookings,
            BookingBatch batch,
            BookingRecord record,
            BookingSettings settings) {
        this.doors = doors;
        this.slots = slots;
        this.bookings = bookings;
        this.batch = batch;
        this.record = record;
        this.settings = settings;
    }

    /**
     * Gives a booking or a hold up. A confirmed place stays blocked for a while unless somebody is
     * waiting for it; cancelling what is cancelled has no further effect.
     */
    Mono<Outcome<Placed, Refusal>> cancel(Caller actor, Booking seen, IfMatch match) {
        return bookings.lockResidents(List.of(seen.facts().resident()))
                .then(locked(seen))
                .zipWith(slots.now())
                .flatMap(both -> cancel(actor, both.getT1(), match, both.getT2()));
    }

    private Mono<Outcome<Placed, Refusal>> cancel(
            Caller actor, Booking booking, IfMatch match, Instant now) {
        if (booking instanceof Booking.Cancelled) {
            return Mono.just(Outcome.done(Placed.of(booking, booking.facts().version().number())));
        }
        if (!match.admits(booking.facts().version())) {
            return Mono.just(Outcome.refused(new Refusal.Stale()));
        }
        return switch (booking) {
            case Booking.Held held -> end(actor, held.giveBack(), BookingStep.GIVE_BACK, now);
            case Booking.Confirmed confirmed ->
                    Mono.just(confirmed.cancel(now, settings.untilBefore()))
                            .flatMap(
                                    Outcomes.then(cancelled ->
                                            end(
                                                    actor,
                                                    cancelled,
                                                    BookingStep.CANCEL,
                                                    now.plus(settings.blocked()))));
            case Booking.Expired expired -> Mono.just(Outcome.refused(new Refusal.HoldExpired()));
            case Booking.CheckedIn other -> wrongState(other);
            case Booking.Serving other -> wrongState(other);
            case Booking.Done other -> wrongState(other);
            case Booking.Cancelled other -> wrongState(other);
            case Booking.NoShow other -> wrongState(other);
        };
    }

    private Mono<Outcome<Placed, Refusal>> end(
            Caller actor, Booking.Cancelled cancelled, BookingStep step, Instant freeAt) {
        Facts facts = cancelled.facts();
        Details details = new Details(false, Optional.empty(), Optional.empty(), Optional.empty());
        return record.move(cancelled, step, details, actor)
                .flatMap(done ->
                        bookings.vacate(facts.place(), facts.reserve(), freeAt).thenReturn(done))
                .map(Outcome::done);
    }

    /**
     * Takes the new place and leaves the old one, or neither. The reference stays. At another hall
     * it is a new booking as far as that hall's pilot goes.
     */
    Mono<Outcome<Placed, Refusal>> move(Caller actor, Booking seen, Place wanted, IfMatch match) {
        return wanted.hall().equals(seen.facts().place().hall())
                ? moveTo(actor, seen, wanted, match)
                : doors.admit(
                                wanted.hall(),
                                doors.online(wanted.hall(), actor, seen.facts().resident()))
                        .map(Refusal.BookingsShut::unlessOpen)
                        .flatMap(Outcomes.then(open -> moveTo(actor, seen, wanted, match)));
    }

    private Mono<Outcome<Placed, Refusal>> moveTo(
            Caller actor, Booking seen, Place wanted, IfMatch match) {
        ResidentId resident = seen.facts().resident();
        return bookings.lockResidents(List.of(resident))
                .then(slots.lock(List.of(seen.facts().place().span(), wanted.span())))
                .flatMap(spans ->
                        locked(seen)
                                .zipWith(slots.now())
                                .zipWith(batch.standings(List.of(resident)))
                                .flatMap(read ->
                                        move(
                                                actor,
                                                read.getT1().getT1(),
                                                wanted,
                                                match,
                                                board(
                                                        read.getT1().getT2(),
                                                        spans,
                                                        read.getT2(),
                                                        seen))));
    }

    private Mono<Outcome<Placed, Refusal>> move(
            Caller actor, Booking booking, Place wanted, IfMatch match, Board board) {
        if (!match.admits(booking.facts().version())) {
            return Mono.just(Outcome.refused(new Refusal.Stale()));
        }
        return switch (booking) {
            case Booking.Confirmed confirmed -> move(actor, confirmed, wanted, board);
            case Booking.Held other -> wrongState(other);
            case Booking.CheckedIn other -> wrongState(other);
            case Booking.Serving other -> wrongState(other);
            case Booking.Done other -> wrongState(other);
            case Booking.Expired other -> wrongState(other);
            case Booking.Cancelled other -> wrongState(other);
            case Booking.NoShow other -> wrongState(other);
        };
    }

    private Mono<Outcome<Placed, Refusal>> move(
            Caller actor, Booking.Confirmed booking, Place wanted, Board board) {
        Place left = booking.facts().place();
        boolean reserve = booking.facts().reserve();
        ResidentId resident = booking.facts().resident();
        Outcome<Integer, Refusal> taken =
                reserve ? board.give(resident, wanted) : board.take(resident, wanted);
        return Mono.just(
                        booking.moveTo(wanted, board.now(), settings.untilBefore())
                                .then(moved -> taken.map(ordinal -> new Move(moved, ordinal))))
                .flatMap(
                        Outcomes.then(move ->
                                slots.take(board.changes())
                                        .then(bookings.vacate(left, reserve, freeAt(board)))
                                        .then(
                                                record.move(
                                                        move.booking(),
                                                        BookingStep.MOVE,
                                                        keeps(move.ordinal()),
                                                        actor))
                                        .map(Outcome::done)));
    }

    private Instant freeAt(Board board) {
        return board.now().plus(settings.blocked());
    }

    private static Details keeps(int ordinal) {
        return new Details(true, Optional.of(ordinal), Optional.empty(), Optional.empty());
    }

    /** The booking that moves does not stand in its own way. */
    private Board board(
            Instant now, List<Slot> locked, Map<ResidentId, Standing> read, Booking seen) {
        Map<ResidentId, Standing> standings = new HashMap<>(read);
        Optional<BookingId> own = Optional.of(seen.facts().id());
        standings.values().forEach(one -> one.open().removeIf(open -> open.id().equals(own)));
        return new Board(now, settings.most(), locked, standings);
    }

    /** As it is now, which may be later than the caller saw it. */
    private Mono<Booking> locked(Booking seen) {
        return bookings.lock(List.of(seen.facts().id())).single();
    }

    private static <T> Mono<Outcome<T, Refusal>> wrongState(Booking booking) {
        return Mono.just(Outcome.refused(new Refusal.WrongState(booking.state())));
    }

    private record Move(Booking.Confirmed booking, int ordinal) {}
}
