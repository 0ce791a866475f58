package city.zhanqiao.appointments.queue;

import city.zhanqiao.appointments.booking.BookingId;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.Version;
import city.zhanqiao.city.identity.ResidentId;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A place in the queue (排队号). What a state allows stands in {@link Step}.
 *
 * @param label what the screen calls, such as {@code B017}
 * @param resident unknown for walk-ins who did not say
 * @param counter the desk that called
 * @param calls how often
 */
record Ticket(
        UUID id,
        Version version,
        String hall,
        String desk,
        String label,
        String service,
        Optional<BookingId> booking,
        Optional<ResidentId> resident,
        Priority priority,
        State state,
        Optional<Instant> dueAt,
        Instant joinedAt,
        Optional<String> counter,
        int calls) {

    /** Whether a step may be taken now. */
    Outcome<Ticket, QueueRefusal> may(Step step) {
        return step.fits(state)
                ? Outcome.done(this)
                : Outcome.refused(new QueueRefusal.WrongState(state));
    }

    /** Who is called before others (老年人、残疾人优先). */
    enum Priority {
        NONE,
        ELDER,
        DISABLED
    }

    /** How a ticket stands. */
    enum State {
        WAITING,
        CALLED,
        SERVING,
        /** Did not come to the desk yet, or has to fetch something. */
        PARKED,
        DONE,
        MISSED
    }

    /** What can be done with a ticket, and the state it leads to. */
    enum Step {
        RECALL(State.CALLED),
        PARK(State.PARKED),
        RETURN(State.WAITING),
        REDIRECT(State.WAITING),
        SERVE(State.SERVING),
        FINISH(State.DONE),
        MISS(State.MISSED);

        final State to;

        Step(State to) {
            this.to = to;
        }

        /** Whether it may be taken from a state. */
        boolean fits(State from) {
            return switch (this) {
                case RECALL, SERVE -> from == State.CALLED;
                case PARK -> from == State.CALLED || from == State.SERVING;
                case RETURN -> from == State.PARKED || from == State.MISSED;
                case REDIRECT -> from != State.DONE && from != State.MISSED;
                case FINISH -> from == State.SERVING;
                case MISS -> from == State.CALLED || from == State.PARKED;
            };
        }

        /** Such as {@code ticket.park}. */
        String action() {
            return "ticket." + name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
