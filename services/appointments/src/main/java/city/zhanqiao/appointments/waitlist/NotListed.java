package city.zhanqiao.appointments.waitlist;

import city.zhanqiao.appointments.hall.Doors;

/** Why somebody was not put on the waiting list. */
sealed interface NotListed {

    /** The resident waits for this already, or for as much as anybody may. */
    record Already() implements NotListed {}

    /** The hall's pilot takes nobody new, or not this resident. */
    record BookingsShut(Doors.Shut shut) implements NotListed {}
}
