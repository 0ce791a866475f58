package city.zhanqiao.pilots;

import city.zhanqiao.city.problem.ProblemType;

/** The problems that this service tells of. */
public enum PilotsProblem implements ProblemType {
    PILOT_NOT_FOUND(404),
    MOVE_NOT_FOUND(404),
    DIVISION_NOT_FOUND(404),
    /** Argument: the state it is in. */
    PILOT_STATE_DOES_NOT_ALLOW(409),
    /** Another move waits for its approval. */
    MOVE_PENDING(409),
    /** Argument: what became of it. */
    MOVE_ALREADY_DECIDED(409),
    APPROVER_IS_AUTHOR(403),
    PILOT_OVERLAPS(409),
    WINDOW_REVERSED(422),
    EXPANSION_NARROWS(422),
    OTHER_DISTRICT(403),
    DEPARTMENT_UNKNOWN(422),
    /** Argument: the groups. */
    GROUP_UNKNOWN(422),
    TERMS_NOT_FOR_SOME(422),
    SCENARIO_NEVER_A_PILOT(422),
    NOTHING_TO_COMPARE(404),
    NOTHING_PROPOSED(409),
    ROUND_NOT_FOUND(404),
    ASSESSMENT_NOT_FOUND(404),
    RISK_NOT_FOUND(404),
    ALREADY_ASSESSED(409),
    ASSESSMENT_TOO_EARLY(409),
    PERIOD_UNSOUND(422),
    /** Argument: the month from which it is counted in the later way. */
    DEFINITION_CHANGES(409),
    DEFINITION_CHANGES_MID_PERIOD(422),
    VERSIONS_REVERSED(422),
    ENTERED_TWICE(422),
    MAINTENANCE_WINDOW_UNSOUND(422),
    EFFECTIVE_DATE_PAST(422);

    private final int status;

    PilotsProblem(int status) {
        this.status = status;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String bundle() {
        return "city.zhanqiao.pilots.problems";
    }
}
