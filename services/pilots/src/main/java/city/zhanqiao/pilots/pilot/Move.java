package city.zhanqiao.pilots.pilot;

import city.zhanqiao.city.identity.StaffId;
import city.zhanqiao.pilots.pilot.Pilot.State;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * A move of a pilot: proposed by one person, decided by another, in effect on a day.
 *
 * @param paper the decision paper
 * @param before the terms until then; absent for the plan
 * @param terms the terms from then on; absent for a stop
 * @param effectiveOn the day from which it holds
 * @param note of whoever decided
 */
record Move(
        UUID id,
        Kind kind,
        Status status,
        String reason,
        String paper,
        Optional<Terms> before,
        Optional<Terms> terms,
        LocalDate effectiveOn,
        StaffId author,
        Instant proposedAt,
        Optional<StaffId> approver,
        Optional<Instant> decidedAt,
        Optional<String> note,
        Optional<Instant> doneAt) {

    /** The same move with somebody's decision on it. */
    Move decided(Status result, StaffId by, Instant at, Optional<String> why) {
        return new Move(
                id,
                kind,
                result,
                reason,
                paper,
                before,
                terms,
                effectiveOn,
                author,
                proposedAt,
                Optional.of(by),
                Optional.of(at),
                why,
                doneAt);
    }

    /** The same move in effect. */
    Move done(Instant at) {
        return new Move(
                id,
                kind,
                Status.DONE,
                reason,
                paper,
                before,
                terms,
                effectiveOn,
                author,
                proposedAt,
                approver,
                decidedAt,
                note,
                Optional.of(at));
    }

    /** What leads from where to where. */
    enum Kind {
        /** A new pilot is entered; nobody is let in yet. */
        PLAN(State.PLANNED),
        /** A pilot that works is copied to another district, as a plan. */
        REPLICATION(State.PLANNED),
        /** The plan is carried out. */
        OPENING(State.PILOT),
        /** The terms change, because something does not fit. */
        ADJUSTMENT(State.ADJUSTED),
        /** The terms widen, because it works. */
        EXPANSION(State.EXPANDED),
        /** It ends, because of a problem or a risk, or before it began. */
        STOP(State.STOPPED);

        private final State leadsTo;

        Kind(State leadsTo) {
            this.leadsTo = leadsTo;
        }

        State leadsTo() {
            return leadsTo;
        }

        boolean isPossibleIn(State state) {
            return switch (this) {
                case PLAN, REPLICATION -> false; // they begin a pilot
                case OPENING -> state == State.PLANNED;
                case ADJUSTMENT, EXPANSION -> state != State.PLANNED && state != State.STOPPED;
                case STOP -> state != State.STOPPED;
            };
        }
    }

    /** How far a move has come. */
    enum Status {
        PROPOSED,
        /** Decided, and waits for its day. */
        APPROVED,
        REJECTED,
        /** A stop came first. */
        SUPERSEDED,
        DONE
    }
}
