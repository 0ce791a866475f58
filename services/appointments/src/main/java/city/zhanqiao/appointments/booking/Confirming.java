package city.zhanqiao.appointments.booking;

import city.zhanqiao.appointments.booking.Booking.State;
import city.zhanqiao.appointments.hall.Halls;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.audit.AuditLog.Caused;
import city.zhanqiao.data.event.DomainEvent;
import city.zhanqiao.data.event.EventLog;
import city.zhanqiao.data.idempotency.Act;
import city.zhanqiao.data.idempotency.IdempotentBatch;
import city.zhanqiao.data.idempotency.Verdict;

import reactor.core.publisher.Mono;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Confirms holds, many in one transaction. Whether a hold has run out is decided by the clock of
 * the database inside the confirming statement; no job has to have run before.
 */
final class Confirming {

    private final IdempotentBatch acts;
    private final Bookings bookings;
    private final BookingBatch batch;
    private final Halls halls;
    private final EventLog events;
    private final AuditLog audit;

    Confirming(
            IdempotentBatch acts,
            Bookings bookings,
            BookingBatch batch,
            Halls halls,
            EventLog events,
            AuditLog audit) {
        this.acts = acts;
        this.bookings = bookings;
        this.batch = batch;
        this.halls = halls;
        this.events = events;
        this.audit = audit;
    }

    /** Gives one verdict for each answer, in their order. */
    Mono<List<Verdict<Placed, Refusal>>> confirm(List<Yes> answers) {
        return acts.onceEach(
                answers.stream().map(Yes::act).toList(),
                Placed.class,
                fresh -> confirmNew(fresh.stream().map(answers::get).toList()));
    }

    private Mono<List<Outcome<Placed, Refusal>>> confirmNew(List<Yes> answers) {
        return bookings.lock(answers.stream().map(Yes::booking).distinct().toList())
                .collectMap(booking -> booking.facts().id())
                .flatMap(locked -> confirmLocked(answers, locked));
    }

    private Mono<List<Outcome<Placed, Refusal>>> confirmLocked(
            List<Yes> answers, Map<BookingId, Booking> locked) {
        List<BookingId> wanted =
                answers.stream()
                        .filter(answer -> mayConfirm(answer, locked))
                        .map(Yes::booking)
                        .distinct()
                        .sorted()
                        .toList();
        Mono<List<BookingId>> confirmed =
                wanted.isEmpty() ? Mono.just(List.of()) : batch.confirm(wanted);
        return confirmed.flatMap(done -> writeDown(answers, locked, new HashSet<>(done)));
    }

    private Mono<List<Outcome<Placed, Refusal>>> writeDown(
            List<Yes> answers, Map<BookingId, Booking> locked, Set<BookingId> confirmed) {
        List<Outcome<Placed, Refusal>> outcomes = new ArrayList<>();
        List<Caused> trail = new ArrayList<>();
        List<DomainEvent> happened = new ArrayList<>();
        for (Yes answer : answers) {
            Booking booking = locked.get(answer.booking());
            if (booking == null || !mayConfirm(answer, locked)) {
                outcomes.add(Outcome.refused(refusal(Optional.ofNullable(booking), answer)));
            } else if (confirmed.remove(answer.booking())) {
                Booking.Confirmed now = new Booking.Confirmed(booking.facts());
                trail.add(toTrail(answer, now.facts()));
                happened.add(toEvent(now.facts()));
                outcomes.add(Outcome.done(Placed.after(now)));
            } else {
                // Of two answers in one batch the second finds it confirmed by the first.
                boolean twice =
                        happened.stream()
                                .anyMatch(it -> it.subject().equals(answer.booking().toString()));
                outcomes.add(
                        Outcome.refused(
                                twice
                                        ? new Refusal.WrongState(State.CONFIRMED)
                                        : new Refusal.HoldExpired()));
            }
        }
        return happened.isEmpty()
                ? Mono.just(outcomes)
                : audit.addAll(trail)
                        .then(events.append(happened.toArray(DomainEvent[]::new)))
                        .thenReturn(outcomes);
    }

    private static boolean mayConfirm(Yes answer, Map<BookingId, Booking> locked) {
        return locked.get(answer.booking()) instanceof Booking.Held held
                && answer.mayActOn(held.facts());
    }

    private static Refusal refusal(Optional<Booking> booking, Yes answer) {
        return booking.filter(found -> answer.mayActOn(found.facts()))
                .<Refusal>map(found ->
                        found instanceof Booking.Expired
                                ? new Refusal.HoldExpired()
                                : new Refusal.WrongState(found.state()))
                .orElseGet(Refusal.NotFound::new);
    }

    private BookingEvent toEvent(Facts facts) {
        return BookingEvent.of(
                BookingStep.CONFIRM.event().orElseThrow(),
                facts,
                halls.get(facts.place().hall()).district());
    }

    private static Caused toTrail(Yes answer, Facts facts) {
        AuditEntry entry =
                AuditEntry.done(
                        answer.act().caller(),
                        BookingStep.CONFIRM.action(),
                        facts.id().toString(),
                        facts.resident());
        boolean own = answer.caller().equals(facts.resident());
        return new Caused(own ? entry : entry.forPerson(facts.resident()), answer.requestId());
    }

    /**
     * Somebody confirms a hold.
     *
     * @param act the caller's key
     * @param principal the person whose authority the caller was just found to have
     * @param requestId may be empty
     */
    record Yes(Act act, BookingId booking, Optional<ResidentId> principal, String requestId) {

        ResidentId caller() {
            return switch (act.caller()) {
                case Caller.Resident resident -> resident.id();
                case Caller.Staff staff -> throw new IllegalStateException("staff confirm nothing");
                case Caller.Service service ->
                        throw new IllegalStateException("services confirm nothing");
                case Caller.Guest guest -> throw new IllegalStateException("guests hold nothing");
            };
        }

        /** An agent, of a person or of a firm, may only while the authority lasts. */
        boolean mayActOn(Facts facts) {
            return (facts.resident().equals(caller()) && facts.firm().isEmpty())
                    || principal.filter(facts.resident()::equals).isPresent();
        }
    }
}
