package city.zhanqiao.applications.casework;

import city.zhanqiao.applications.scenario.Opening;
import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.city.problem.FieldFault;
import city.zhanqiao.city.problem.ProblemException;

import java.util.List;
import java.util.Set;

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

    /** A notice of everything missing went out before: there is only one. */
    record SecondCorrection() implements Refusal {}

    /** C1 is over: the case counts as accepted. */
    record IntakeOver() implements Refusal {}

    /** C6 is over: the correction comes too late. */
    record CorrectionOver() implements Refusal {}

    /** Where another agency is competent, it has to be named. */
    record AgencyMissing() implements Refusal {}

    /** The paper may not follow later, or the date is not within the item's days. */
    record PromiseNotAllowed() implements Refusal {}

    /** Nobody promised that paper. */
    record PaperNotPromised() implements Refusal {}

    /** Promised papers are still to come. */
    record PapersOpen(Set<String> papers) implements Refusal {}

    /** The second officer has to be another one. */
    record SameOfficer() implements Refusal {}

    /** A substantive check carries two officers. */
    record SecondOfficerMissing() implements Refusal {}

    /** Not one of the eight reasons that stop a clock. */
    record NoLawfulStop() implements Refusal {}

    /** Nothing but the promise binds this case, so there is nothing to extend. */
    record NoStatutoryLimit() implements Refusal {}

    /** Extended once already. */
    record SecondExtension() implements Refusal {}

    /** The law's limit is over. */
    record ExtensionTooLate() implements Refusal {}

    /** Who reviews a case does not extend its limit. */
    record HeadReviewedIt() implements Refusal {}

    /** Joint handling is extended by the government's leader only. */
    record NotTheGovernment() implements Refusal {}

    /** The bundle has no such optional member. */
    record UnknownMember() implements Refusal {}

    /** A colleague has taken the case. */
    record ClaimedByAnother() implements Refusal {}

    /** There is nothing to give back. */
    record NotClaimed() implements Refusal {}

    /** Another feature of the service objects, in its own words. */
    record Objection(ProblemException told) implements Refusal {}

    /** The authority to act for the applicant has ended, or was for something else. */
    record NoAuthority(String reason) implements Refusal {}

    /** The item is for firms only, or for people only. */
    record WrongApplicant() implements Refusal {}

    /** A transfer to where the case is already. */
    record TransferNowhere() implements Refusal {}

    /** The department that was named does not exist. */
    record UnknownDepartment() implements Refusal {}
}
