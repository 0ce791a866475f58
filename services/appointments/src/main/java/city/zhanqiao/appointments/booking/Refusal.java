package city.zhanqiao.appointments.booking;

import city.zhanqiao.appointments.booking.Booking.State;
import city.zhanqiao.appointments.hall.Doors;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.pilot.KnownPilot;

import java.time.Duration;
import java.time.Instant;

/** Why an act on a booking did not take place. */
public sealed interface Refusal {

    /** No such booking, or not one that the caller may know of. */
    record NotFound() implements Refusal {}

    /** It changed since the caller looked. */
    record Stale() implements Refusal {}

    /** The act does not fit the state. */
    record WrongState(State actual) implements Refusal {}

    /** The hold has run out. */
    record HoldExpired() implements Refusal {}

    /** No such hall. */
    record UnknownHall() implements Refusal {}

    /** The hall does not offer the service. */
    record NotOffered() implements Refusal {}

    /** Nothing begins at this time. */
    record NoSuchPlace() implements Refusal {}

    /** The time has passed. */
    record Past() implements Refusal {}

    /** The day's places are not released yet. */
    record NotReleased(Instant at) implements Refusal {}

    /** The hall is closed at that time. */
    record HallClosed() implements Refusal {}

    /** The hall's pilot takes nobody new, or not this resident. */
    record BookingsShut(Doors.Shut shut) implements Refusal {

        /** What the hall's door says, as an outcome of booking. */
        public static Outcome<KnownPilot, Refusal> unlessOpen(
                Outcome<KnownPilot, Doors.Shut> door) {
            return switch (door) {
                case Outcome.Done<KnownPilot, Doors.Shut>(KnownPilot pilot) -> Outcome.done(pilot);
                case Outcome.Refused<KnownPilot, Doors.Shut>(Doors.Shut shut) ->
                        Outcome.refused(new BookingsShut(shut));
            };
        }
    }

    /** Somebody else has the last place. */
    record SlotFull() implements Refusal {}

    /** The resident missed too many bookings. */
    record Restricted(Instant until, int missed) implements Refusal {}

    /** The resident has an open booking for the service. */
    record OneForEachService() implements Refusal {}

    /** The resident has as many open bookings as anybody may. */
    record TooMany(int most) implements Refusal {}

    /** The resident has to be elsewhere at that time. */
    record Overlaps() implements Refusal {}

    /** It is too close to the booked time. */
    record TooLate(Duration untilBefore) implements Refusal {}

    /** The other person has not given this authority. */
    record NoAuthority() implements Refusal {}

    /** Others wait for the day, and it is not the resident's turn. */
    record WaitInRoom() implements Refusal {}

    /** The code is not the one of this booking. */
    record WrongCode() implements Refusal {}

    /** The code was used before. */
    record CodeUsed() implements Refusal {}

    /** The booking is for another day. */
    record OtherDay() implements Refusal {}
}
