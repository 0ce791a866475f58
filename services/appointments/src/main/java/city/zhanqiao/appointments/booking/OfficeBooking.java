package city.zhanqiao.appointments.booking;

import city.zhanqiao.appointments.booking.BookingBatch.New;
import city.zhanqiao.appointments.booking.Facts.Place;
import city.zhanqiao.appointments.hall.Doors;
import city.zhanqiao.appointments.hall.Halls;
import city.zhanqiao.appointments.slot.Slots;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.Version;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.Outcomes;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.event.DomainEvent;
import city.zhanqiao.data.event.EventLog;

import reactor.core.publisher.Mono;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Staff book for somebody who stands before them or calls, out of the places kept back for that.
 * Neither the release nor a restriction binds them; capacity and the resident's other bookings do.
 */
final class OfficeBooking {

    private final Doors doors;
    private final Slots slots;
    private final Bookings bookings;
    private final BookingBatch batch;
    private final Halls halls;
    private final EventLog events;
    private final AuditLog audit;
    private final BookingSettings settings;

    OfficeBooking(
            Doors doors,
            Slots slots,
            Bookings bookings,
            BookingBatch batch,
            Halls halls,
            EventLog events,
            AuditLog audit,
            BookingSettings settings) {
        this.doors = doors;
        this.slots = slots;
        this.bookings = bookings;
        this.batch = batch;
        this.halls = halls;
        this.events = events;
        this.audit = audit;
        this.settings = settings;
    }

    /** Books at once, in the caller's transaction. */
    Mono<Outcome<Placed, Refusal>> book(
            Caller.Staff clerk, ResidentId resident, Place place, Optional<UUID> application) {
        return doors.admit(place.hall(), doors.known(place.hall(), resident, "WINDOW"))
                .map(Refusal.BookingsShut::unlessOpen)
                .flatMap(Outcomes.then(open -> give(clerk, resident, place, application)));
    }

    private Mono<Outcome<Placed, Refusal>> give(
            Caller.Staff clerk, ResidentId resident, Place place, Optional<UUID> application) {
        return bookings.lockResidents(List.of(resident))
                .then(slots.lock(List.of(place.span())))
                .flatMap(locked ->
                        batch.standings(List.of(resident))
                                .zipWith(slots.now())
                                .map(read ->
                                        new Board(
                                                read.getT2(),
                                                settings.most(),
                                                locked,
                                                read.getT1())))
                .map(board ->
                        board.give(resident, place)
                                .map(ordinal ->
                                        new Given(
                                                board,
                                                toNew(
                                                        board,
                                                        resident,
                                                        place,
                                                        application,
                                                        ordinal))))
                .flatMap(Outcomes.then(given -> write(clerk, given)));
    }

    private New toNew(
            Board board,
            ResidentId resident,
            Place place,
            Optional<UUID> application,
            int ordinal) {
        return new New(
                BookingId.at(board.now()),
                Reference.random(),
                place,
                resident,
                Optional.empty(),
                Optional.empty(),
                application,
                true,
                ordinal,
                board.now().plus(settings.hold()));
    }

    private <R> Mono<Outcome<Placed, R>> write(Caller.Staff clerk, Given given) {
        New held = given.held();
        Facts facts =
                new Facts(
                        held.id(),
                        new Version(1),
                        held.reference(),
                        held.place(),
                        held.resident(),
                        Optional.empty(),
                        held.firm(),
                        held.application(),
                        true,
                        0);
        return slots.take(given.board().changes())
                .then(batch.add(List.of(held)))
                .then(batch.confirm(List.of(held.id())))
                .then(audit.add(toTrail(clerk, facts)))
                .then(events.append(new DomainEvent[] {toEvent(facts)}))
                .thenReturn(Outcome.done(Placed.after(new Booking.Confirmed(facts))));
    }

    private static AuditEntry toTrail(Caller.Staff clerk, Facts facts) {
        return AuditEntry.done(clerk, "booking.give", facts.id().toString(), facts.resident());
    }

    private BookingEvent toEvent(Facts facts) {
        return BookingEvent.of(
                BookingStep.CONFIRM.event().orElseThrow(),
                facts,
                halls.get(facts.place().hall()).district());
    }

    private record Given(Board board, New held) {}
}
