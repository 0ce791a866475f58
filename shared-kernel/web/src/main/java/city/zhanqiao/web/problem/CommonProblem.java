package city.zhanqiao.web.problem;

import city.zhanqiao.city.problem.ProblemType;

/** Problems that every service may tell, whatever it does. */
public enum CommonProblem implements ProblemType {
    /** The body is not JSON, or something else is wrong before any rule is asked. */
    MALFORMED_REQUEST(400),
    /** The body is JSON but breaks its rules; {@code errors} names every fault. */
    INVALID_CONTENT(422),
    /** A part of the address is wrong; {@code errors} names it. */
    INVALID_PARAMETER(400),
    UNAUTHENTICATED(401),
    FORBIDDEN(403),
    /** Arguments: the level needed, the level held. */
    REAL_NAME_LEVEL_TOO_LOW(403),
    /** Argument: the minutes within which the check must have been made. */
    REAL_NAME_CHECK_NOT_FRESH(403),
    /** Also for what the caller may not know exists. */
    NOT_FOUND(404),
    METHOD_NOT_ALLOWED(405),
    NOT_ACCEPTABLE(406),
    CONTENT_TOO_LARGE(413),
    UNSUPPORTED_MEDIA_TYPE(415),
    STALE_VERSION(412),
    PRECONDITION_REQUIRED(428),
    PRECONDITION_MALFORMED(400),
    IDEMPOTENCY_KEY_MISSING(400),
    IDEMPOTENCY_KEY_MALFORMED(400),
    INVALID_CURSOR(400),
    TOO_MANY_REQUESTS(429),
    SERVICE_UNAVAILABLE(503),
    TIME_OUT(504),
    INTERNAL_FAULT(500);

    private final int status;

    CommonProblem(int status) {
        this.status = status;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String bundle() {
        return "city.zhanqiao.web.problem.problems";
    }
}
