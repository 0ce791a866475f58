package city.zhanqiao.data.personal;

import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.city.problem.ProblemType;

/** What can be wrong with a question about a person's data. */
public enum PersonalProblem implements ProblemType {
    /** This service has nobody who could answer. */
    EXPORT_NOT_OFFERED(404),
    /** Not the id of a resident. */
    PERSON_NOT_FOUND(404),
    /** The person has no such file here. */
    FILE_NOT_FOUND(404);

    private final int status;

    PersonalProblem(int status) {
        this.status = status;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String bundle() {
        return "city.zhanqiao.data.problems";
    }

    static ResidentId residentId(String text) {
        try {
            return new ResidentId(text);
        } catch (IllegalArgumentException malformed) {
            throw new ProblemException(PERSON_NOT_FOUND);
        }
    }
}
