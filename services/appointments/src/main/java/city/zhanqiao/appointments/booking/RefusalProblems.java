package city.zhanqiao.appointments.booking;

import city.zhanqiao.appointments.AppointmentsProblem;
import city.zhanqiao.appointments.hall.Doors;
import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.problem.FieldFault;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.web.pilot.ScenarioClosed;
import city.zhanqiao.web.problem.CommonProblem;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Says at the HTTP edge what each refusal is called. */
public final class RefusalProblems {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    /** Until somebody else may be admitted. */
    private static final Duration SOON = Duration.ofSeconds(2);

    private RefusalProblems() {}

    /** The problem that a refusal is told as. */
    public static ProblemException toProblem(Refusal refusal) {
        return switch (refusal) {
            case Refusal.NotFound no -> problem(AppointmentsProblem.BOOKING_NOT_FOUND);
            case Refusal.Stale stale -> new ProblemException(CommonProblem.STALE_VERSION);
            case Refusal.WrongState(var actual) ->
                    problem(AppointmentsProblem.STATE_DOES_NOT_ALLOW, actual.name());
            case Refusal.HoldExpired no -> problem(AppointmentsProblem.HOLD_EXPIRED);
            case Refusal.UnknownHall no ->
                    problem(AppointmentsProblem.HALL_UNKNOWN).withFaults(at("/hall"));
            case Refusal.NotOffered no ->
                    problem(AppointmentsProblem.SERVICE_NOT_OFFERED).withFaults(at("/service"));
            case Refusal.NoSuchPlace no ->
                    problem(AppointmentsProblem.NO_SUCH_PLACE).withFaults(at("/startsAt"));
            case Refusal.Past no ->
                    problem(AppointmentsProblem.PLACE_PAST).withFaults(at("/startsAt"));
            case Refusal.NotReleased(var when) ->
                    problem(AppointmentsProblem.NOT_RELEASED, minute(when));
            case Refusal.HallClosed no -> problem(AppointmentsProblem.HALL_CLOSED);
            case Refusal.BookingsShut(Doors.Shut(var why, var openIn, var from)) ->
                    ScenarioClosed.as(AppointmentsProblem.SCENARIO_CLOSED, why, openIn, from);
            case Refusal.SlotFull no -> problem(AppointmentsProblem.SLOT_FULL);
            case Refusal.Restricted(var until, var missed) ->
                    problem(AppointmentsProblem.BOOKING_RESTRICTED, minute(until), missed);
            case Refusal.OneForEachService no -> problem(AppointmentsProblem.ONE_FOR_EACH_SERVICE);
            case Refusal.TooMany(var most) -> problem(AppointmentsProblem.TOO_MANY_BOOKINGS, most);
            case Refusal.Overlaps no -> problem(AppointmentsProblem.OVERLAPS);
            case Refusal.TooLate(var before) ->
                    problem(AppointmentsProblem.TOO_LATE, before.toMinutes());
            case Refusal.NoAuthority no -> problem(AppointmentsProblem.NO_AUTHORITY);
            case Refusal.WaitInRoom no ->
                    problem(AppointmentsProblem.WAIT_IN_ROOM).withRetryAfter(SOON);
            case Refusal.WrongCode no -> problem(AppointmentsProblem.CHECK_IN_CODE_WRONG);
            case Refusal.CodeUsed no -> problem(AppointmentsProblem.CHECK_IN_CODE_USED);
            case Refusal.OtherDay no -> problem(AppointmentsProblem.BOOKED_FOR_OTHER_DAY);
        };
    }

    private static ProblemException problem(AppointmentsProblem type, Object... arguments) {
        return new ProblemException(type, arguments);
    }

    private static List<FieldFault> at(String pointer) {
        return List.of(new FieldFault(pointer, "unknown", ""));
    }

    private static String minute(Instant at) {
        return at.atZone(CityTime.ZONE).format(MINUTE);
    }
}
