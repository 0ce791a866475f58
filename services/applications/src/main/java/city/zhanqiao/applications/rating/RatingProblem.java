package city.zhanqiao.applications.rating;

import city.zhanqiao.city.problem.ProblemType;

/** What can be wrong with a rating or what follows from it. */
public enum RatingProblem implements ProblemType {
    RATING_NOT_OPEN(409),
    /** Somebody has died: nobody is asked how satisfied they are. */
    RATING_NOT_ASKED(409),
    RATING_GIVEN(409),
    RATING_TOO_LATE(409),
    RATING_NOT_FOUND(404),
    RATING_NOT_BAD(409),
    /** First the resident is called, then it is put right. */
    RATING_NOT_CONTACTED(409),
    RATING_FOLLOWED_UP(409);

    private final int status;

    RatingProblem(int status) {
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
