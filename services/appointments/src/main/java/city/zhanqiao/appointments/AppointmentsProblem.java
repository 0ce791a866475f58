package city.zhanqiao.appointments;

import city.zhanqiao.city.problem.ProblemType;

/** The problems that this service tells of. */
public enum AppointmentsProblem implements ProblemType {
    HALL_NOT_FOUND(404),
    HALL_UNKNOWN(422),
    SERVICE_NOT_OFFERED(422),
    /** Argument: the most days that can be asked for. */
    DAYS_OUT_OF_RANGE(400),
    BOOKING_NOT_FOUND(404),
    /** Nothing begins at the time that was asked for. */
    NO_SUCH_PLACE(422),
    PLACE_PAST(422),
    /** Argument: when the day is released. */
    NOT_RELEASED(409),
    HALL_CLOSED(409),
    /** Arguments: where bookings are taken, from when here, why not now. */
    SCENARIO_CLOSED(409),
    SLOT_FULL(409),
    /** Arguments: until when, how many were missed. */
    BOOKING_RESTRICTED(403),
    ONE_FOR_EACH_SERVICE(409),
    /** Argument: the most open bookings. */
    TOO_MANY_BOOKINGS(409),
    OVERLAPS(409),
    /** Argument: the minutes before the time. */
    TOO_LATE(409),
    HOLD_EXPIRED(409),
    /** Argument: the state. */
    STATE_DOES_NOT_ALLOW(409),
    NO_AUTHORITY(403),
    CHECK_IN_CODE_WRONG(422),
    CHECK_IN_CODE_USED(409),
    BOOKED_FOR_OTHER_DAY(409),
    /** Argument: when the day is released. */
    ROOM_NOT_OPEN(409),
    /** Others came before; a ticket of the waiting room is needed. */
    WAIT_IN_ROOM(409),
    /** The app was away too long: it reads everything anew. */
    SYNC_TOKEN_TOO_OLD(410),
    /** Argument: the most entries of one resident. */
    WAITING_ALREADY(409),
    WAITING_NOT_FOUND(404),
    TICKET_NOT_FOUND(404),
    NOBODY_WAITS(409),
    DESK_BUSY(409),
    IN_LINE_ALREADY(409),
    PERSON_NOT_IDENTIFIED(422);

    private final int status;

    AppointmentsProblem(int status) {
        this.status = status;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String bundle() {
        return "city.zhanqiao.appointments.problems";
    }
}
