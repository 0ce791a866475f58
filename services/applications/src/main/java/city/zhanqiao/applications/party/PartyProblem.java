package city.zhanqiao.applications.party;

import city.zhanqiao.city.problem.ProblemType;

/** What can be wrong with the consent of others. */
public enum PartyProblem implements ProblemType {
    /** Argument: how many have not agreed yet. */
    CONSENTS_MISSING(409),
    PARTY_NOT_IDENTIFIED(422),
    PARTY_IS_APPLICANT(422),
    PARTIES_CLOSED(409),
    CONSENT_NOT_ASKED(404),
    CONSENT_ANSWERED(409),
    GUARDIAN_CONSENT_MISSING(409),
    GUARDIAN_CONSENT_NOT_NEEDED(409),
    /** Somebody else than the guardian would consent, such as a proxy of the parent. */
    GUARDIAN_ONLY(403);

    private final int status;

    PartyProblem(int status) {
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
