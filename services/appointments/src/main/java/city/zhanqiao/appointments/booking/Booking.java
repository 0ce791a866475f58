package city.zhanqiao.appointments.booking;

import city.zhanqiao.appointments.booking.Facts.Place;
import city.zhanqiao.city.Outcome;

import java.time.Duration;
import java.time.Instant;

/**
 * A booking (预约) in one of its states. A transition is a method of the record that allows it, so an
 * illegal one does not compile; everything else is refused where the state is looked at.
 */
sealed interface Booking {

    Facts facts();

    /** What the state is called in the API and in the database. */
    State state();

    /** The states, in the order of a booking's life. */
    enum State {
        HELD,
        CONFIRMED,
        CHECKED_IN,
        SERVING,
        DONE,
        EXPIRED,
        CANCELLED,
        NO_SHOW
    }

    /** 暂留: the place is kept until a moment; the database's clock decides when that has come. */
    record Held(Facts facts, Instant until) implements Booking {
        @Override
        public State state() {
            return State.HELD;
        }

        /** Given back before it ran out. */
        Cancelled giveBack() {
            return new Cancelled(facts);
        }
    }

    /** 已预约. */
    record Confirmed(Facts facts) implements Booking {
        @Override
        public State state() {
            return State.CONFIRMED;
        }

        Outcome<Cancelled, Refusal> cancel(Instant now, Duration untilBefore) {
            return isTooLate(now, untilBefore)
                    ? Outcome.refused(new Refusal.TooLate(untilBefore))
                    : Outcome.done(new Cancelled(facts));
        }

        Outcome<Confirmed, Refusal> moveTo(Place place, Instant now, Duration untilBefore) {
            return isTooLate(now, untilBefore)
                    ? Outcome.refused(new Refusal.TooLate(untilBefore))
                    : Outcome.done(new Confirmed(at(place)));
        }

        CheckedIn checkIn() {
            return new CheckedIn(facts);
        }

        /** The hall closed: another place is kept until the resident agrees to it. */
        Held rebook(Place place, Instant until) {
            return new Held(at(place), until);
        }

        /** The hall closed and there is no other place. */
        Cancelled callOff() {
            return new Cancelled(facts);
        }

        NoShow miss() {
            return new NoShow(facts);
        }

        /** The calendar entry follows. */
        private Facts at(Place place) {
            return new Facts(
                    facts.id(),
                    facts.version(),
                    facts.reference(),
                    place,
                    facts.resident(),
                    facts.agent(),
                    facts.firm(),
                    facts.application(),
                    facts.reserve(),
                    facts.sequence() + 1);
        }

        private boolean isTooLate(Instant now, Duration untilBefore) {
            return now.isAfter(facts.place().startsAt().minus(untilBefore));
        }
    }

    /** 已签到: in the hall, with a ticket. */
    record CheckedIn(Facts facts) implements Booking {
        @Override
        public State state() {
            return State.CHECKED_IN;
        }

        Serving serve() {
            return new Serving(facts);
        }

        NoShow miss() {
            return new NoShow(facts);
        }
    }

    /** 办理中: at a desk. */
    record Serving(Facts facts) implements Booking {
        @Override
        public State state() {
            return State.SERVING;
        }

        Done finish() {
            return new Done(facts);
        }
    }

    /** 已完成. */
    record Done(Facts facts) implements Booking {
        @Override
        public State state() {
            return State.DONE;
        }
    }

    /** 已过期: a hold that nobody confirmed. */
    record Expired(Facts facts) implements Booking {
        @Override
        public State state() {
            return State.EXPIRED;
        }
    }

    /** 已取消. */
    record Cancelled(Facts facts) implements Booking {
        @Override
        public State state() {
            return State.CANCELLED;
        }
    }

    /** 爽约. */
    record NoShow(Facts facts) implements Booking {
        @Override
        public State state() {
            return State.NO_SHOW;
        }
    }
}
