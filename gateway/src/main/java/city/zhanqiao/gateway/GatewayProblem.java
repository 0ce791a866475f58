package city.zhanqiao.gateway;

import city.zhanqiao.city.problem.ProblemType;

/** What the gateway itself tells; the services' own problems pass through it unchanged. */
public enum GatewayProblem implements ProblemType {
    /** The service behind the address refuses, is gone or not in operation. Argument: which. */
    UPSTREAM_UNAVAILABLE(503),
    /** The service behind the address did not answer in its time. Argument: which. */
    UPSTREAM_TIME_OUT(504),
    /** The caller took too long to send the body. */
    REQUEST_TOO_SLOW(408),
    /** Every service has answered, and none has taken in an act with this key. */
    RECEIPT_NOT_FOUND(404),
    /** A service is silent, so nobody can say whether it has taken the act in. */
    RECEIPT_UNKNOWN(503),
    /** What changed since the token can no longer be told; everything has to be read anew. */
    SYNC_TOKEN_TOO_OLD(410),

    /** The app is too old for what it asks. Arguments: the version needed, where it is. */
    APP_UPDATE_REQUIRED(403),
    /** What is asked for is in maintenance. Argument: until when. */
    IN_MAINTENANCE(503),
    /** More is asked for than can be answered; this request was not begun. */
    OVERLOADED(503);

    private final int status;

    GatewayProblem(int status) {
        this.status = status;
    }

    @Override
    public int status() {
        return status;
    }

    /** The same request, sent again, may well be sent faster. */
    @Override
    public boolean retryable() {
        return ProblemType.super.retryable() || status == 408;
    }

    @Override
    public String bundle() {
        return "city.zhanqiao.gateway.problems";
    }
}
