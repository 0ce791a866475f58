package city.zhanqiao.appointments.queue;

import city.zhanqiao.appointments.AppointmentsProblem;
import city.zhanqiao.appointments.booking.Refusal;
import city.zhanqiao.appointments.booking.RefusalProblems;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.web.problem.CommonProblem;

/** Why something in the queue did not take place. */
sealed interface QueueRefusal {

    /** No such ticket, or not one that the caller may know of. */
    record NotFound() implements QueueRefusal {}

    /** It changed since the caller looked. */
    record Stale() implements QueueRefusal {}

    /** The step does not fit the state. */
    record WrongState(Ticket.State actual) implements QueueRefusal {}

    /** Nobody waits. */
    record NobodyWaits() implements QueueRefusal {}

    /** The desk has somebody whose matter is not finished. */
    record DeskBusy() implements QueueRefusal {}

    /** The resident stands in this queue already. */
    record InLine() implements QueueRefusal {}

    /** The hall has no such desks. */
    record UnknownDesk() implements QueueRefusal {}

    /** The hall is not open. */
    record NotOpen() implements QueueRefusal {}

    /** It is about the booking. */
    record OfBooking(Refusal refusal) implements QueueRefusal {}

    /** What each is called at the HTTP edge. */
    static ProblemException toProblem(QueueRefusal refusal) {
        return switch (refusal) {
            case NotFound no -> new ProblemException(AppointmentsProblem.TICKET_NOT_FOUND);
            case Stale no -> new ProblemException(CommonProblem.STALE_VERSION);
            case WrongState(var actual) ->
                    new ProblemException(AppointmentsProblem.STATE_DOES_NOT_ALLOW, actual.name());
            case NobodyWaits no -> new ProblemException(AppointmentsProblem.NOBODY_WAITS);
            case DeskBusy no -> new ProblemException(AppointmentsProblem.DESK_BUSY);
            case InLine no -> new ProblemException(AppointmentsProblem.IN_LINE_ALREADY);
            case UnknownDesk no -> new ProblemException(AppointmentsProblem.SERVICE_NOT_OFFERED);
            case NotOpen no -> new ProblemException(AppointmentsProblem.HALL_CLOSED);
            case OfBooking(var why) -> RefusalProblems.toProblem(why);
        };
    }
}
