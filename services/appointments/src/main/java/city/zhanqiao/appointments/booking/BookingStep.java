package city.zhanqiao.appointments.booking;

import city.zhanqiao.appointments.booking.Booking.State;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/**
 * The acts on a booking: the state each leads to, its name in the audit trail and the event it
 * causes.
 */
enum BookingStep {
    HOLD(State.HELD, null),
    CONFIRM(State.CONFIRMED, "confirmed"),
    MOVE(State.CONFIRMED, "moved"),
    CANCEL(State.CANCELLED, "cancelled"),
    GIVE_BACK(State.CANCELLED, null),
    EXPIRE(State.EXPIRED, null),
    CHECK_IN(State.CHECKED_IN, "checked-in"),
    SERVE(State.SERVING, null),
    FINISH(State.DONE, "done"),
    MISS(State.NO_SHOW, "no-show"),
    /** The hall closed; a new place is kept until the resident agrees to it. */
    REBOOK(State.HELD, "moved"),
    /** From the waiting list. */
    OFFER(State.HELD, null);

    private final State state;
    private final Optional<String> event;

    BookingStep(State state, @Nullable String event) {
        this.state = state;
        this.event = Optional.ofNullable(event);
    }

    State state() {
        return state;
    }

    /** Such as {@code booking.give-back}. */
    String action() {
        return "booking." + name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /** Such as {@code city.zhanqiao.booking.moved.v1}; empty for what only matters here. */
    Optional<String> event() {
        return event.map(name -> "city.zhanqiao.booking." + name + ".v1");
    }
}
