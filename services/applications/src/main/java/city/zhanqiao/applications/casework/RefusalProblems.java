package city.zhanqiao.applications.casework;

import city.zhanqiao.applications.ApplicationsProblem;
import city.zhanqiao.applications.scenario.Opening;
import city.zhanqiao.city.problem.FieldFault;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.web.pilot.ScenarioClosed;
import city.zhanqiao.web.problem.CommonProblem;

import java.util.List;

/** Says at the HTTP edge what each refusal is called. */
final class RefusalProblems {

    private RefusalProblems() {}

    static ProblemException toProblem(Refusal refusal) {
        return switch (refusal) {
            case Refusal.NotFound no ->
                    new ProblemException(ApplicationsProblem.APPLICATION_NOT_FOUND);
            case Refusal.Stale stale -> new ProblemException(CommonProblem.STALE_VERSION);
            case Refusal.WrongState(var actual) ->
                    new ProblemException(ApplicationsProblem.STATE_DOES_NOT_ALLOW, actual.name());
            case Refusal.UnknownItem no ->
                    new ProblemException(ApplicationsProblem.ITEM_UNKNOWN)
                            .withFaults(List.of(new FieldFault("/item", "unknown", "")));
            case Refusal.UnknownDivision no ->
                    new ProblemException(ApplicationsProblem.DIVISION_UNKNOWN)
                            .withFaults(List.of(new FieldFault("/division", "unknown", "")));
            case Refusal.WrongChannel no ->
                    new ProblemException(ApplicationsProblem.CHANNEL_NOT_OFFERED);
            case Refusal.ScenarioClosed(Opening.Elsewhere(var why, var openIn, var from)) ->
                    ScenarioClosed.as(ApplicationsProblem.SCENARIO_CLOSED, why, openIn, from);
            case Refusal.LevelTooLow(var needed, var actual) ->
                    new ProblemException(CommonProblem.REAL_NAME_LEVEL_TOO_LOW, needed, actual);
            case Refusal.FormInvalid(var faults) ->
                    new ProblemException(ApplicationsProblem.FORM_INVALID, faults.size())
                            .withFaults(faults);
            case Refusal.FormMissing no -> new ProblemException(ApplicationsProblem.FORM_MISSING);
            case Refusal.DeciderTookItIn no ->
                    new ProblemException(ApplicationsProblem.DECIDER_TOOK_CASE_IN);
            case Refusal.OtherDistrict no ->
                    new ProblemException(ApplicationsProblem.INTAKE_IN_OTHER_DISTRICT);
            case Refusal.SecondCorrection no ->
                    new ProblemException(ApplicationsProblem.CORRECTION_ALREADY_REQUESTED);
            case Refusal.IntakeOver no ->
                    new ProblemException(ApplicationsProblem.INTAKE_TIME_OVER);
            case Refusal.CorrectionOver no ->
                    new ProblemException(ApplicationsProblem.CORRECTION_TIME_OVER);
            case Refusal.AgencyMissing no ->
                    new ProblemException(ApplicationsProblem.AGENCY_MISSING);
            case Refusal.PromiseNotAllowed no ->
                    new ProblemException(ApplicationsProblem.PROMISE_NOT_ALLOWED);
            case Refusal.PaperNotPromised no ->
                    new ProblemException(ApplicationsProblem.PAPER_NOT_PROMISED);
            case Refusal.SameOfficer no -> new ProblemException(ApplicationsProblem.SAME_OFFICER);
            case Refusal.SecondOfficerMissing no ->
                    new ProblemException(ApplicationsProblem.SECOND_OFFICER_MISSING);
            case Refusal.NoLawfulStop no ->
                    new ProblemException(ApplicationsProblem.NO_LAWFUL_STOP);
            case Refusal.NoStatutoryLimit no ->
                    new ProblemException(ApplicationsProblem.NO_STATUTORY_LIMIT);
            case Refusal.SecondExtension no ->
                    new ProblemException(ApplicationsProblem.ALREADY_EXTENDED);
            case Refusal.ExtensionTooLate no ->
                    new ProblemException(ApplicationsProblem.EXTENSION_TOO_LATE);
            case Refusal.HeadReviewedIt no ->
                    new ProblemException(ApplicationsProblem.HEAD_REVIEWED_CASE);
            case Refusal.NotTheGovernment no ->
                    new ProblemException(ApplicationsProblem.GOVERNMENT_APPROVAL_NEEDED);
            case Refusal.UnknownMember no ->
                    new ProblemException(ApplicationsProblem.MEMBER_UNKNOWN);
            case Refusal.TransferNowhere no ->
                    new ProblemException(ApplicationsProblem.TRANSFER_NOWHERE);
            case Refusal.UnknownDepartment no ->
                    new ProblemException(ApplicationsProblem.DEPARTMENT_UNKNOWN);
            case Refusal.ClaimedByAnother no ->
                    new ProblemException(ApplicationsProblem.CLAIMED_BY_ANOTHER);
            case Refusal.NotClaimed no -> new ProblemException(ApplicationsProblem.NOT_CLAIMED);
            case Refusal.Objection(var told) -> told;
            case Refusal.NoAuthority(var reason) ->
                    new ProblemException(ApplicationsProblem.NO_AUTHORITY, reason);
            case Refusal.WrongApplicant no ->
                    new ProblemException(ApplicationsProblem.APPLICANT_NOT_ADMITTED);
            case Refusal.PapersOpen(var papers) ->
                    new ProblemException(ApplicationsProblem.PAPERS_OPEN, String.join("、", papers));
        };
    }
}
