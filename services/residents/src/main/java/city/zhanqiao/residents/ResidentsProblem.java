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
    FIRM_ALREADY_MINE(409);

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
