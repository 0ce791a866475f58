package city.zhanqiao.appointments.queue;

import city.zhanqiao.appointments.booking.BookingId;
import city.zhanqiao.appointments.booking.Visits;
import city.zhanqiao.appointments.booking.Visits.Visit;
import city.zhanqiao.appointments.hall.Hall;
import city.zhanqiao.appointments.hall.Halls;
import city.zhanqiao.appointments.hall.OpeningHours;
import city.zhanqiao.appointments.queue.Ticket.Priority;
import city.zhanqiao.appointments.queue.Ticket.State;
import city.zhanqiao.appointments.queue.Ticket.Step;
import city.zhanqiao.appointments.queue.Tickets.Person;
import city.zhanqiao.appointments.slot.Slots;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.Outcomes;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.web.etag.IfMatch;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * The queue of a hall's day: bookings that checked in and walk-ins stand in one line for each kind
 * of desk. Everything runs in the caller's transaction.
 */
final class HallQueue {

    private final Tickets tickets;
    private final Visits visits;
    private final Halls halls;
    private final OpeningHours hours;
    private final Slots slots;
    private final AuditLog audit;

    HallQueue(
            Tickets tickets,
            Visits visits,
            Halls halls,
            OpeningHours hours,
            Slots slots,
            AuditLog audit) {
        this.tickets = tickets;
        this.visits = visits;
        this.halls = halls;
        this.hours = hours;
        this.slots = slots;
        this.audit = audit;
    }

    /** Checks a booking in and gives it its ticket. */
    Mono<Outcome<Ticket, QueueRefusal>> checkIn(
            Caller.Staff clerk, BookingId id, Optional<String> code, Priority priority) {
        return visits.checkIn(clerk, id, code)
                .map(HallQueue::ofBooking)
                .flatMap(Outcomes.then(visit -> issue(clerk, visit, priority)));
    }

    private Mono<Outcome<Ticket, QueueRefusal>> issue(
            Caller.Staff clerk, Visit visit, Priority priority) {
        Hall.Offer offer = halls.get(visit.hall()).offer(visit.service()).orElseThrow();
        return issue(
                clerk,
                offer,
                new Person(
                        Optional.of(visit.booking()),
                        Optional.of(visit.resident()),
                        priority,
                        Optional.of(visit.startsAt())));
    }

    /** Gives a ticket to somebody without a booking, while the hall is open. */
    Mono<Outcome<Ticket, QueueRefusal>> walkIn(
            Caller actor, Hall.Offer offer, Optional<ResidentId> resident, Priority priority) {
        Person person = new Person(Optional.empty(), resident, priority, Optional.empty());
        return slots.now()
                .filter(now -> hours.isOpen(offer.hall(), now))
                .flatMap(now -> issue(actor, offer, person))
                .defaultIfEmpty(Outcome.refused(new QueueRefusal.NotOpen()));
    }

    private Mono<Outcome<Ticket, QueueRefusal>> issue(
            Caller actor, Hall.Offer offer, Person person) {
        return today().flatMap(day ->
                        tickets.nextNumber(offer.desk(), day)
                                .flatMap(number ->
                                        tickets.add(offer, day, label(offer, number), person)))
                .flatMap(ticket -> note(actor, ticket, "ticket.issue").thenReturn(ticket))
                .<Outcome<Ticket, QueueRefusal>>map(Outcome::done)
                .defaultIfEmpty(Outcome.refused(new QueueRefusal.InLine()));
    }

    /** Calls who is next to a desk that is free. */
    Mono<Outcome<Ticket, QueueRefusal>> next(
            Caller.Staff clerk, Hall hall, String deskKind, String counter) {
        return Mono.justOrEmpty(hall.deskKind(deskKind))
                .flatMap(kind -> call(clerk, hall, hall.desk(kind), counter))
                .defaultIfEmpty(Outcome.refused(new QueueRefusal.UnknownDesk()));
    }

    private Mono<Outcome<Ticket, QueueRefusal>> call(
            Caller.Staff clerk, Hall hall, String desk, String counter) {
        return today().flatMap(day -> tickets.isBusy(hall.id(), day, counter))
                .flatMap(busy ->
                        busy
                                ? Mono.just(Outcome.refused(new QueueRefusal.DeskBusy()))
                                : callFree(clerk, desk, counter));
    }

    private Mono<Outcome<Ticket, QueueRefusal>> callFree(
            Caller.Staff clerk, String desk, String counter) {
        return today().flatMap(day -> tickets.callNext(desk, day, counter, clerk.name()))
                .flatMap(ticket -> note(clerk, ticket, "ticket.call").thenReturn(ticket))
                .<Outcome<Ticket, QueueRefusal>>map(Outcome::done)
                .defaultIfEmpty(Outcome.refused(new QueueRefusal.NobodyWaits()));
    }

    /** Takes a step with a ticket that the caller saw at a version. */
    Mono<Outcome<Ticket, QueueRefusal>> step(Caller.Staff clerk, UUID id, IfMatch seen, Step step) {
        return seen(clerk, id, seen, step)
                .flatMap(Outcomes.then(ticket -> change(clerk, ticket, step)));
    }

    /** Sends somebody to the line of another kind of desk; they keep their turn and number. */
    Mono<Outcome<Ticket, QueueRefusal>> redirect(
            Caller.Staff clerk, UUID id, IfMatch seen, String service) {
        return seen(clerk, id, seen, Step.REDIRECT)
                .map(outcome -> outcome.then(ticket -> to(ticket, service)))
                .flatMap(Outcomes.then(ticket -> change(clerk, ticket, Step.REDIRECT)));
    }

    private Mono<Outcome<Ticket, QueueRefusal>> seen(
            Caller.Staff clerk, UUID id, IfMatch seen, Step step) {
        return tickets.lock(id)
                .filter(ticket -> halls.get(ticket.hall()).employs(clerk))
                .<Outcome<Ticket, QueueRefusal>>map(Outcome::done)
                .defaultIfEmpty(Outcome.refused(new QueueRefusal.NotFound()))
                .map(outcome ->
                        outcome.then(ticket ->
                                        seen.admits(ticket.version())
                                                ? Outcome.done(ticket)
                                                : Outcome.refused(new QueueRefusal.Stale()))
                                .then(ticket -> ticket.may(step)));
    }

    private Mono<Outcome<Ticket, QueueRefusal>> change(
            Caller.Staff clerk, Ticket ticket, Step step) {
        return tickets.change(ticket, step.to, step == Step.RECALL ? 1 : 0)
                .flatMap(changed ->
                        followBooking(clerk, changed, step)
                                .then(note(clerk, changed, step.action()))
                                .thenReturn(Outcome.done(changed)));
    }

    private Mono<Void> followBooking(Caller.Staff clerk, Ticket ticket, Step step) {
        return Mono.justOrEmpty(ticket.booking())
                .flatMap(booking ->
                        switch (step) {
                            case SERVE -> visits.serve(booking, clerk);
                            case FINISH -> visits.finish(booking, clerk);
                            case RECALL, PARK, RETURN, REDIRECT, MISS -> Mono.empty();
                        });
    }

    private Outcome<Ticket, QueueRefusal> to(Ticket ticket, String service) {
        return halls.offer(ticket.hall(), service)
                .<Outcome<Ticket, QueueRefusal>>map(offer -> Outcome.done(at(ticket, offer)))
                .orElseGet(() -> Outcome.refused(new QueueRefusal.UnknownDesk()));
    }

    private static Ticket at(Ticket ticket, Hall.Offer offer) {
        return new Ticket(
                ticket.id(),
                ticket.version(),
                ticket.hall(),
                offer.desk(),
                ticket.label(),
                offer.service().code(),
                ticket.booking(),
                ticket.resident(),
                ticket.priority(),
                State.WAITING,
                ticket.dueAt(),
                ticket.joinedAt(),
                Optional.empty(),
                ticket.calls());
    }

    Mono<LocalDate> today() {
        return slots.now().map(CityTime::dateOf);
    }

    Mono<Instant> now() {
        return slots.now();
    }

    private Mono<Void> note(Caller actor, Ticket ticket, String action) {
        String id = ticket.id().toString();
        return audit.add(
                ticket.resident()
                        .map(resident -> AuditEntry.done(actor, action, id, resident))
                        .orElseGet(() -> AuditEntry.done(actor, action, id)));
    }

    /** A letter for the kind of desk, then the number of the day. */
    private static String label(Hall.Offer offer, int number) {
        int kind = offer.hall().deskKinds().indexOf(offer.kind());
        return "%c%03d".formatted((char) ('A' + kind), number);
    }

    private static <T> Outcome<T, QueueRefusal> ofBooking(
            Outcome<T, city.zhanqiao.appointments.booking.Refusal> outcome) {
        return switch (outcome) {
            case Outcome.Done<T, city.zhanqiao.appointments.booking.Refusal>(T value) ->
                    Outcome.done(value);
            case Outcome.Refused<T, city.zhanqiao.appointments.booking.Refusal>(var why) ->
                    Outcome.refused(new QueueRefusal.OfBooking(why));
        };
    }
}
