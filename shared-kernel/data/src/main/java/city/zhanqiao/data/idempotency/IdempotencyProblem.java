package city.zhanqiao.data.idempotency;

import city.zhanqiao.city.problem.ProblemType;

/** What can be wrong with an idempotency key that is well formed. */
public enum IdempotencyProblem implements ProblemType {
    /** The key was used before for something else. */
    IDEMPOTENCY_KEY_REUSED(422),
    /** The same act is being carried out at this moment. */
    ACT_STILL_RUNNING(409),
    /** No act of this caller has the key. */
    RECEIPT_NOT_FOUND(404);

    private final int status;

    IdempotencyProblem(int status) {
        this.status = status;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public boolean retryable() {
        return this == ACT_STILL_RUNNING;
    }

    @Override
    public String bundle() {
        return "city.zhanqiao.data.problems";
    }
}
