package city.zhanqiao.appointments.booking;

import city.zhanqiao.appointments.booking.Bookings.Details;
import city.zhanqiao.appointments.hall.Halls;
import city.zhanqiao.appointments.slot.Slots;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.Outcomes;
import city.zhanqiao.data.event.EventLog;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What the hall does with a booking on its day. Everything runs in the caller's transaction. */
public final class Visits {

    private final Slots slots;
    private final Bookings bookings;
    private final BookingRecord record;
    private final CheckInCodes codes;
    private final Halls halls;
    private final EventLog events;

    Visits(
            Slots slots,
            Bookings bookings,
            BookingRecord record,
            CheckInCodes codes,
            Halls halls,
            EventLog events) {
        this.slots = slots;
        this.bookings = bookings;
        this.record = record;
        this.codes = codes;
        this.halls = halls;
        this.events = events;
    }

    /**
     * Checks somebody in.
     *
     * @param code from the QR code; empty when the clerk looked at a document instead
     */
    public Mono<Outcome<Visit, Refusal>> checkIn(
            Caller.Staff clerk, BookingId id, Optional<String> code) {
        return bookings.find(id)
                .filter(booking -> halls.get(booking.facts().place().hall()).employs(clerk))
                .flatMap(seen ->
                        bookings.lockResidents(List.of(seen.facts().resident()))
                                .then(bookings.lock(List.of(id)).single())
                                .zipWith(slots.now())
                                .map(both -> mayCheckIn(both.getT1(), code, both.getT2())))
                .defaultIfEmpty(Outcome.refused(new Refusal.NotFound()))
                .flatMap(Outcomes.then(booking -> checkIn(clerk, booking)));
    }

    /** The person is at a desk. */
    public Mono<Void> serve(BookingId id, Caller actor) {
        return bookings.lock(List.of(id))
                .ofType(Booking.CheckedIn.class)
                .flatMap(booking -> keep(booking.serve(), BookingStep.SERVE, actor))
                .then();
    }

    /** The matter is dealt with. */
    public Mono<Void> finish(BookingId id, Caller actor) {
        return bookings.lock(List.of(id))
                .ofType(Booking.Serving.class)
                .flatMap(booking -> keep(booking.finish(), BookingStep.FINISH, actor))
                .then();
    }

    private Outcome<Booking.Confirmed, Refusal> mayCheckIn(
            Booking booking, Optional<String> code, Instant now) {
        Facts facts = booking.facts();
        return switch (booking) {
            case Booking.Confirmed confirmed -> {
                if (code.isPresent() && !codes.fits(code.get(), facts)) {
                    yield Outcome.refused(new Refusal.WrongCode());
                }
                yield CityTime.dateOf(now).equals(CityTime.dateOf(facts.place().startsAt()))
                        ? Outcome.done(confirmed)
                        : Outcome.refused(new Refusal.OtherDay());
            }
            case Booking.CheckedIn used -> Outcome.refused(new Refusal.CodeUsed());
            case Booking.Serving used -> Outcome.refused(new Refusal.CodeUsed());
            case Booking.Done used -> Outcome.refused(new Refusal.CodeUsed());
            case Booking.Held other -> wrongState(other);
            case Booking.Expired other -> wrongState(other);
            case Booking.Cancelled other -> wrongState(other);
            case Booking.NoShow other -> wrongState(other);
        };
    }

    private <R> Mono<Outcome<Visit, R>> checkIn(Caller.Staff clerk, Booking.Confirmed booking) {
        Facts facts = booking.facts();
        return keep(booking.checkIn(), BookingStep.CHECK_IN, clerk)
                .then(
                        events.append(
                                new VisitRecorded(
                                        facts.id(),
                                        facts.application(),
                                        facts.resident(),
                                        halls.get(facts.place().hall()).district(),
                                        VisitRecorded.BOOKING)))
                .thenReturn(Outcome.done(toVisit(facts)));
    }

    private Mono<Placed> keep(Booking moved, BookingStep step, Caller actor) {
        return record.move(moved, step, Details.keepsItsPlace(), actor);
    }

    private static <T> Outcome<T, Refusal> wrongState(Booking booking) {
        return Outcome.refused(new Refusal.WrongState(booking.state()));
    }

    private static Visit toVisit(Facts facts) {
        return new Visit(
                facts.id(),
                facts.reference(),
                facts.place().hall(),
                facts.place().service(),
                facts.place().startsAt(),
                facts.resident(),
                facts.application());
    }

    /**
     * Somebody who came to a booking.
     *
     * @param application the case that the clerk may want to open
     */
    public record Visit(
            BookingId booking,
            String reference,
            String hall,
            String service,
            Instant startsAt,
            ResidentId resident,
            Optional<UUID> application) {}
}
