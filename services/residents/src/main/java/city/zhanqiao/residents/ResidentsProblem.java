package city.zhanqiao.residents;

import city.zhanqiao.city.problem.ProblemType;

/** The problems that this service tells of. */
public enum ResidentsProblem implements ProblemType {
    /** Argument: what is wrong with the number. */
    NUMBER_INVALID(422),
    NAME_INVALID(422),
    NAME_DIFFERS(409),
    NUMBER_TAKEN(409),
    NUMBER_DIFFERS(409),
    JOINED_ELSEWHERE(409),
    HOME_UNKNOWN(422),
    ZONE_UNKNOWN(422),
    PROXY_OWN(422),
    PROXY_CYCLE(409),
    /** Argument: the most years. */
    TERM_INVALID(422),
    AGENT_UNKNOWN(422),
    AGENT_UNDER_AGE(422),
    CHILD_TOO_OLD(422),
    GUARDIANSHIP_KNOWN(409),
    AUTHORITY_NOT_FOUND(404),
    FIRM_CODE_INVALID(422),
    FIRM_ALREADY_MINE(409),
    JOIN_CODE_UNKNOWN(422),
    PHONE_INVALID(422),
    PLACE_UNKNOWN(422),
    HOME_TWICE(422),
    CONSENT_TEXT_UNKNOWN(422),
    CONSENT_TEXT_OUTDATED(409),
    CONSENT_TEXT_DIFFERS(422),
    CONSENT_GIVEN_ALREADY(409),
    CONSENT_NEEDS_GUARDIAN(403),
    CONSENT_NOT_FOUND(404),
    NOT_GUARDIAN(422),
    /** Argument: the request that is under way. */
    EXPORT_UNDER_WAY(409),
    EXPORT_NOT_READY(409),
    DATA_REQUEST_NOT_FOUND(404),
    DATA_REQUEST_DECIDED(409),
    /** Arguments: how many, which. */
    DELETION_OPEN_MATTERS(409),
    CORRECTION_INCOMPLETE(422),
    REASON_MISSING(422),
    RELATIVE_IS_SELF(422),
    /** Argument: the service. */
    HOLDER_SILENT(503),
    SEARCH_BY_ONE(422),
    SEARCH_NOT_EXACT(422),
    RESIDENT_NOT_FOUND(404),
    MERGE_SAME_FILE(422),
    MERGE_PROPOSED(409),
    MERGE_SAME_CLERK(403),
    MERGE_DECIDED(409),
    MERGE_TWO_PEOPLE(409);

    private final int status;

    ResidentsProblem(int status) {
        this.status = status;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String bundle() {
        return "city.zhanqiao.residents.problems";
    }
}
