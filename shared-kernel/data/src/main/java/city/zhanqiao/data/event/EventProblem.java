package city.zhanqiao.data.event;

import city.zhanqiao.city.problem.ProblemType;

/** What can be wrong with a request about events. */
enum EventProblem implements ProblemType {
    /** No such event lies aside. */
    ASIDE_NOT_FOUND;

    @Override
    public int status() {
        return 404;
    }

    @Override
    public String bundle() {
        return "city.zhanqiao.data.problems";
    }
}
