package city.zhanqiao.pilots.assessment;

import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.pilots.PilotsProblem;

/** Says at the HTTP edge what each refusal is called. */
final class AssessmentProblems {

    private AssessmentProblems() {}

    static ProblemException toProblem(Refusal refusal) {
        return switch (refusal) {
            case Refusal.NoSuchRound no -> new ProblemException(PilotsProblem.ROUND_NOT_FOUND);
            case Refusal.NotFound no -> new ProblemException(PilotsProblem.ASSESSMENT_NOT_FOUND);
            case Refusal.PilotNotAssessed no -> new ProblemException(PilotsProblem.PILOT_NOT_FOUND);
            case Refusal.AlreadyAssessed no -> new ProblemException(PilotsProblem.ALREADY_ASSESSED);
            case Refusal.TooEarly no -> new ProblemException(PilotsProblem.ASSESSMENT_TOO_EARLY);
            case Refusal.DefinitionChanges(var from) ->
                    new ProblemException(PilotsProblem.DEFINITION_CHANGES, from);
            case Refusal.NoSuchRisk no -> new ProblemException(PilotsProblem.RISK_NOT_FOUND);
        };
    }

    /** A round spans districts: only the city's own office sees it whole. */
    static void requireCity(Caller.Staff staff) {
        if (staff.district().isPresent()) {
            throw new ProblemException(PilotsProblem.OTHER_DISTRICT);
        }
    }
}
