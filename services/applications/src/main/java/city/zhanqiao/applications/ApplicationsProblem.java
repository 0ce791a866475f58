package city.zhanqiao.applications;

import city.zhanqiao.city.problem.ProblemType;

/** The problems that this service tells of. */
public enum ApplicationsProblem implements ProblemType {
    APPLICATION_NOT_FOUND(404),
    ITEM_NOT_FOUND(404),
    DIVISION_UNKNOWN(422),
    DIVISION_NOT_FOUND(404),
    ITEM_UNKNOWN(422),
    CHANNEL_NOT_OFFERED(409),
    SCENARIO_CLOSED(409),
    FORM_INVALID(422),
    FORM_MISSING(409),
    STATE_DOES_NOT_ALLOW(409),
    DECIDER_TOOK_CASE_IN(403),
    INTAKE_IN_OTHER_DISTRICT(409),
    REASON_MISSING(422),
    APPLICANT_NOT_IDENTIFIED(422);

    private final int status;

    ApplicationsProblem(int status) {
        this.status = status;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String bundle() {
        return "city.zhanqiao.applications.problems";
    }
}
