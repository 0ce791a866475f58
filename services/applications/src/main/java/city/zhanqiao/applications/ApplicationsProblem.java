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
    APPLICANT_NOT_IDENTIFIED(422),
    CORRECTION_ALREADY_REQUESTED(409),
    INTAKE_TIME_OVER(409),
    CORRECTION_TIME_OVER(409),
    AGENCY_MISSING(422),
    PROMISE_NOT_ALLOWED(409),
    PAPER_NOT_PROMISED(409),
    PAPERS_OPEN(409),
    SAME_OFFICER(403),
    SECOND_OFFICER_MISSING(409),
    NO_LAWFUL_STOP(422),
    NO_STATUTORY_LIMIT(409),
    ALREADY_EXTENDED(409),
    EXTENSION_TOO_LATE(409),
    HEAD_REVIEWED_CASE(403),
    GOVERNMENT_APPROVAL_NEEDED(403),
    MEMBER_UNKNOWN(422),
    DEPARTMENT_UNKNOWN(422),
    TRANSFER_NOWHERE(422),
    CLAIMED_BY_ANOTHER(409),
    NOT_CLAIMED(409),
    /** Argument: the code of why, from the residents' service. */
    NO_AUTHORITY(403),
    APPLICANT_NOT_ADMITTED(409),
    HELP_REQUEST_NOT_FOUND(404),
    HELP_ALREADY_GIVEN(409),
    REPLY_TEMPLATE_NOT_FOUND(404),
    SYNC_TOKEN_TOO_OLD(410),
    /** Argument: how many rules of publication are broken. */
    DEFINITION_BROKEN(422),
    VERSION_IS_PUBLISHED(409),
    PROPOSAL_NOT_FOUND(404),
    PUBLISHER_PROPOSED_IT(403),
    /** Arguments: cases that would no longer load or end, cases looked at. */
    OPEN_CASES_AT_RISK(409);

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
