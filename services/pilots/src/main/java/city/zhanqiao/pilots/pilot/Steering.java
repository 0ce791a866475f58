package city.zhanqiao.pilots.pilot;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.Version;
import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.StaffId;
import city.zhanqiao.data.Outcomes;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.event.EventLog;
import city.zhanqiao.web.etag.IfMatch;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * How pilots are moved: one person proposes with reason and paper, another approves, and from its
 * day on the move holds everywhere. Runs in the transaction that the caller has opened.
 */
final class Steering {

    private final Pilots pilots;
    private final Moves moves;
    private final EventLog events;
    private final AuditLog audit;
    private final InstantSource clock;

    Steering(Pilots pilots, Moves moves, EventLog events, AuditLog audit, InstantSource clock) {
        this.pilots = pilots;
        this.moves = moves;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
    }

    /** A pilot that the caller may see, at the version that the caller saw. */
    Mono<Outcome<Pilot, Refusal>> find(Caller.Staff staff, PilotId id, IfMatch seen) {
        return find(staff, id)
                .map(outcome ->
                        outcome.then(pilot ->
                                seen.admits(pilot.version())
                                        ? Outcome.done(pilot)
                                        : Outcome.refused(new Refusal.Stale())));
    }

    /** A pilot of the whole city for city staff, of the own district for others. */
    Mono<Outcome<Pilot, Refusal>> find(Caller.Staff staff, PilotId id) {
        return pilots.find(id)
                .filter(pilot ->
                        staff.district().map(own -> own.contains(pilot.district())).orElse(true))
                .<Outcome<Pilot, Refusal>>map(Outcome::done)
                .defaultIfEmpty(Outcome.refused(new Refusal.NotFound()));
    }

    /** Proposes a move. A stop overtakes whatever waits for approval. */
    Mono<Outcome<PilotId, Refusal>> propose(Caller.Staff author, Pilot pilot, Proposal proposal) {
        return Mono.fromSupplier(() -> check(pilot, proposal))
                .flatMap(Outcomes.then(good -> pilots.touch(pilot)))
                .flatMap(Outcomes.then(version -> makeWay(pilot, proposal)))
                .flatMap(Outcomes.then(free -> add(author, pilot, proposal)));
    }

    /** Approves a move; it takes effect at once or on its day. */
    Mono<Outcome<PilotId, Refusal>> approve(
            Caller.Staff approver, Pilot pilot, UUID move, Optional<String> note) {
        return findOpen(pilot, move)
                .map(outcome ->
                        outcome.then(open ->
                                open.author().equals(approver.id())
                                        ? Outcome.refused(new Refusal.ApproverIsAuthor())
                                        : checkState(pilot, open)))
                .flatMap(
                        Outcomes.then(open ->
                                carryOut(
                                        pilot,
                                        decided(open, approver, Move.Status.APPROVED, note))))
                .flatMap(Outcomes.then(done -> note(approver, pilot, "pilot.approve")));
    }

    /** Sends a move back; its author may do so too. */
    Mono<Outcome<PilotId, Refusal>> reject(
            Caller.Staff staff, Pilot pilot, UUID move, Optional<String> note) {
        return findOpen(pilot, move)
                .flatMap(
                        Outcomes.then(open -> pilots.touch(pilot).map(held -> held.map(v -> open))))
                .flatMap(
                        Outcomes.then(open ->
                                moves.decide(decided(open, staff, Move.Status.REJECTED, note))
                                        .thenReturn(Outcome.<Move, Refusal>done(open))))
                .flatMap(Outcomes.then(open -> note(staff, pilot, "pilot.reject")));
    }

    /** Lets the next move whose day has come take effect; gives nothing when none is due. */
    Mono<PilotId> carryOutDue() {
        return moves.due(CityTime.today(clock))
                .flatMap(due -> pilots.find(due.pilot()).flatMap(pilot -> carryOutDue(pilot, due)));
    }

    private Mono<PilotId> carryOutDue(Pilot pilot, Moves.Due due) {
        return due.move().kind().isPossibleIn(pilot.state())
                ? apply(pilot, due.move())
                        .flatMap(outcome -> moves.finish(due.move().id(), clock.instant()))
                        .thenReturn(pilot.id())
                : moves.supersede(pilot.id(), new UUID(0, 0), clock.instant())
                        .thenReturn(pilot.id());
    }

    private Outcome<Pilot, Refusal> check(Pilot pilot, Proposal proposal) {
        if (!proposal.kind().isPossibleIn(pilot.state())) {
            return Outcome.refused(new Refusal.WrongState(pilot.state()));
        }
        if (proposal.terms().filter(Terms::isReversed).isPresent()) {
            return Outcome.refused(new Refusal.WindowReversed());
        }
        if (pilot.scenario().isForEverybody()
                && proposal.terms().filter(Terms::isForSome).isPresent()) {
            return Outcome.refused(new Refusal.NotForSome());
        }
        List<String> unknown = proposal.terms().map(Terms::unknownGroups).orElse(List.of());
        if (!unknown.isEmpty()) {
            return Outcome.refused(new Refusal.UnknownGroups(unknown));
        }
        boolean narrows = proposal.terms().filter(wide -> !wide.cover(pilot.terms())).isPresent();
        if (proposal.kind() == Move.Kind.EXPANSION && narrows) {
            return Outcome.refused(new Refusal.Narrows());
        }
        return proposal.effectiveOn().filter(this::isPast).isPresent()
                ? Outcome.refused(new Refusal.EffectiveInPast())
                : Outcome.done(pilot);
    }

    private boolean isPast(LocalDate day) {
        return day.isBefore(CityTime.today(clock));
    }

    private Mono<Outcome<Pilot, Refusal>> makeWay(Pilot pilot, Proposal proposal) {
        if (proposal.kind() == Move.Kind.STOP) {
            return moves.supersedeOpen(pilot.id(), clock.instant()).thenReturn(Outcome.done(pilot));
        }
        return moves.hasOpen(pilot.id())
                .map(open ->
                        open ? Outcome.refused(new Refusal.MovePending()) : Outcome.done(pilot));
    }

    private Mono<Outcome<PilotId, Refusal>> add(
            Caller.Staff author, Pilot pilot, Proposal proposal) {
        Move move = proposal.toMove(pilot, author.id(), clock.instant());
        return moves.add(pilot.id(), move)
                .then(note(author, pilot, "pilot.propose-" + word(proposal.kind())));
    }

    private Mono<Outcome<Move, Refusal>> findOpen(Pilot pilot, UUID id) {
        return moves.find(pilot.id(), id)
                .map(move ->
                        move.status() == Move.Status.PROPOSED
                                ? Outcome.<Move, Refusal>done(move)
                                : Outcome.<Move, Refusal>refused(
                                        new Refusal.AlreadyDecided(move.status())))
                .defaultIfEmpty(Outcome.refused(new Refusal.NoSuchMove()));
    }

    private static Outcome<Move, Refusal> checkState(Pilot pilot, Move move) {
        return move.kind().isPossibleIn(pilot.state())
                ? Outcome.done(move)
                : Outcome.refused(new Refusal.WrongState(pilot.state()));
    }

    private Mono<Outcome<Version, Refusal>> carryOut(Pilot pilot, Move approved) {
        if (approved.effectiveOn().isAfter(CityTime.today(clock))) {
            return pilots.touch(pilot)
                    .flatMap(
                            Outcomes.then(version ->
                                    moves.decide(approved).thenReturn(Outcome.done(version))));
        }
        return apply(pilot, approved)
                .flatMap(
                        Outcomes.then(version ->
                                moves.decide(approved.done(clock.instant()))
                                        .thenReturn(Outcome.done(version))));
    }

    /** The pilot's new state and the event that makes it hold everywhere. */
    private Mono<Outcome<Version, Refusal>> apply(Pilot pilot, Move move) {
        Pilot moved = pilot.after(move, CityTime.today(clock));
        Mono<Void> overtake =
                move.kind() == Move.Kind.STOP
                        ? moves.supersede(pilot.id(), move.id(), clock.instant())
                        : Mono.empty();
        return pilots.change(moved)
                .flatMap(
                        Outcomes.then(version ->
                                overtake.then(events.append(PilotChanged.by(move.kind(), moved)))
                                        .thenReturn(Outcome.done(version))));
    }

    private Move decided(Move open, Caller.Staff by, Move.Status status, Optional<String> note) {
        return open.decided(status, by.id(), clock.instant(), note);
    }

    private Mono<Outcome<PilotId, Refusal>> note(Caller.Staff staff, Pilot pilot, String action) {
        return audit.add(AuditEntry.done(staff, action, pilot.id().toString()))
                .thenReturn(Outcome.done(pilot.id()));
    }

    private static String word(Move.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /**
     * What somebody wants to be done.
     *
     * @param terms as they are to be; absent for a stop
     * @param effectiveOn today if absent
     */
    record Proposal(
            Move.Kind kind,
            String reason,
            String paper,
            Optional<Terms> terms,
            Optional<LocalDate> effectiveOn) {

        Move toMove(Pilot pilot, StaffId author, Instant at) {
            return new Move(
                    UUID.randomUUID(),
                    kind,
                    Move.Status.PROPOSED,
                    reason,
                    paper,
                    Optional.of(pilot.terms()),
                    terms,
                    effectiveOn.orElse(CityTime.dateOf(at)),
                    author,
                    at,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }
    }
}
