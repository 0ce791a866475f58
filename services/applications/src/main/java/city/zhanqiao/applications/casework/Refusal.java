package city.zhanqiao.applications.casework;

import city.zhanqiao.applications.casework.Application.State;
import city.zhanqiao.applications.scenario.Opening;
import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.city.problem.FieldFault;

import java.util.List;

/** Why an act on an application did not take place. */
sealed interface Refusal {

    /** No such case, or not one that the caller may know of. */
    record NotFound() implements Refusal {}

    /** Somebody else changed the case since the caller looked. */
    record Stale() implements Refusal {}

    /** The act does not fit the state. */
    record WrongState(State actual) implements Refusal {}

    /** No item of this code takes cases today. */
    record UnknownItem() implements Refusal {}

    /** The place does not exist, or nobody lives there. */
    record UnknownDivision() implements Refusal {}

    /** The item is not taken in this way. */
    record WrongChannel() implements Refusal {}

    /** The item is not open in the district. */
    record ScenarioClosed(Opening.Elsewhere elsewhere) implements Refusal {}

    /** The applicant is not known surely enough. */
    record LevelTooLow(RealNameLevel needed, RealNameLevel actual) implements Refusal {}

    /** The form breaks its schema. */
    record FormInvalid(List<FieldFault> faults) implements Refusal {}

    /** Nothing has been filled in. */
    record FormMissing() implements Refusal {}

    /** The decider took the same case in. */
    record DeciderTookItIn() implements Refusal {}

    /** The item must be handed in where the matter lies. */
    record OtherDistrict() implements Refusal {}
}
