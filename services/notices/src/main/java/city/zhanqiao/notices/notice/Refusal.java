package city.zhanqiao.notices.notice;

import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.pilot.Admission;
import city.zhanqiao.city.problem.FieldFault;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Why an act on a notice did not take place. */
sealed interface Refusal {

    /** No such notice, or not one that the caller may know of. */
    record NotFound() implements Refusal {}

    /** Somebody else changed the notice since the caller looked. */
    record Stale() implements Refusal {}

    /** The act does not fit the state. */
    record WrongState(Face.State state, Optional<Proposal.Stage> next) implements Refusal {}

    /** Writer and approver are one person. */
    record WriterCannotPublish() implements Refusal {}

    /** Staff of a district write for that district only. */
    record OutOfReach() implements Refusal {}

    /**
     * The kind may not begin in a district of the target.
     *
     * @param openIn districts in which it may begin today
     * @param from when it may there, as far as that is planned
     */
    record KindClosed(Admission.Reason reason, List<DivisionCode> openIn, Optional<LocalDate> from)
            implements Refusal {}

    /** What was written breaks rules. */
    record Invalid(List<FieldFault> faults) implements Refusal {}
}
