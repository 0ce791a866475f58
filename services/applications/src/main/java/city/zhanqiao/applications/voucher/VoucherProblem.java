package city.zhanqiao.applications.voucher;

import city.zhanqiao.city.problem.ProblemType;

/** What can be wrong with a voucher or a result. */
public enum VoucherProblem implements ProblemType {
    VOUCHER_NOT_FOUND(404),
    RESULT_NOT_FOUND(404),
    RESULT_REVOKED(409),
    /** Who decided a case does not revoke its result. */
    DECIDER_MAY_NOT_REVOKE(403);

    private final int status;

    VoucherProblem(int status) {
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
