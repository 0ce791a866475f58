package city.zhanqiao.applications.sitevisit;

import city.zhanqiao.city.problem.ProblemType;

/** What can be wrong with a site visit. */
public enum SiteVisitProblem implements ProblemType {
    SITE_VISIT_NOT_FOUND(404),
    /** The cases are of different residents or matters, or none of them is the caller's. */
    SITE_VISIT_NOT_JOINT(422),
    /** A case is not under way, or another visit to it is still open. */
    SITE_VISIT_NOT_POSSIBLE(409),
    SITE_VISIT_IN_THE_PAST(422),
    /** Nobody finds anything before the visit has begun. */
    SITE_VISIT_NOT_BEGUN(409),
    /** Only the reviewer who took the case up says what was found. */
    SITE_VISIT_NOT_THE_REVIEWER(403),
    SITE_VISIT_SAME_OFFICER(403);

    private final int status;

    SiteVisitProblem(int status) {
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
