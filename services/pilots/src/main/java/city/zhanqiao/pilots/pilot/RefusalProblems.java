package city.zhanqiao.pilots.pilot;

import city.zhanqiao.city.problem.FieldFault;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.pilots.PilotsProblem;
import city.zhanqiao.web.problem.CommonProblem;

import java.util.List;

/** Says at the HTTP edge what each refusal is called. */
final class RefusalProblems {

    private RefusalProblems() {}

    static ProblemException toProblem(Refusal refusal) {
        return switch (refusal) {
            case Refusal.NotFound no -> new ProblemException(PilotsProblem.PILOT_NOT_FOUND);
            case Refusal.NoSuchMove no -> new ProblemException(PilotsProblem.MOVE_NOT_FOUND);
            case Refusal.Stale stale -> new ProblemException(CommonProblem.STALE_VERSION);
            case Refusal.WrongState(var actual) ->
                    new ProblemException(PilotsProblem.PILOT_STATE_DOES_NOT_ALLOW, actual.name());
            case Refusal.MovePending no -> new ProblemException(PilotsProblem.MOVE_PENDING);
            case Refusal.AlreadyDecided(var status) ->
                    new ProblemException(PilotsProblem.MOVE_ALREADY_DECIDED, status.name());
            case Refusal.ApproverIsAuthor no ->
                    new ProblemException(PilotsProblem.APPROVER_IS_AUTHOR);
            case Refusal.Overlaps no -> new ProblemException(PilotsProblem.PILOT_OVERLAPS);
            case Refusal.UnknownDistrict no ->
                    new ProblemException(PilotsProblem.DIVISION_NOT_FOUND);
            case Refusal.OtherDistrict no -> new ProblemException(PilotsProblem.OTHER_DISTRICT);
            case Refusal.UnknownDepartment no ->
                    at("/department", "unknown", PilotsProblem.DEPARTMENT_UNKNOWN);
            case Refusal.UnknownGroups(var groups) ->
                    new ProblemException(PilotsProblem.GROUP_UNKNOWN, String.join("、", groups))
                            .withFaults(List.of(new FieldFault("/terms/groups", "unknown", "")));
            case Refusal.NotForSome no ->
                    at("/terms/share", "range", PilotsProblem.TERMS_NOT_FOR_SOME);
            case Refusal.NeverAPilot no ->
                    at("/scenario", "never", PilotsProblem.SCENARIO_NEVER_A_PILOT);
            case Refusal.NothingToCompare no ->
                    new ProblemException(PilotsProblem.NOTHING_TO_COMPARE);
            case Refusal.WindowReversed no ->
                    at("/terms/closesOn", "range", PilotsProblem.WINDOW_REVERSED);
            case Refusal.Narrows no -> at("/terms", "range", PilotsProblem.EXPANSION_NARROWS);
            case Refusal.EffectiveInPast no ->
                    at("/effectiveOn", "past", PilotsProblem.EFFECTIVE_DATE_PAST);
        };
    }

    private static ProblemException at(String pointer, String code, PilotsProblem problem) {
        return new ProblemException(problem).withFaults(List.of(new FieldFault(pointer, code, "")));
    }
}
