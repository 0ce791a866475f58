package city.zhanqiao.notices;

import city.zhanqiao.city.problem.ProblemType;

/** The problems that this service tells of. */
public enum NoticesProblem implements ProblemType {
    NOTICE_NOT_FOUND(404),
    DIVISION_NOT_FOUND(404),
    NOTICE_STATE_DOES_NOT_ALLOW(409),
    WRITER_CANNOT_PUBLISH(403),
    TARGET_OUT_OF_REACH(403),
    /** Arguments: where the kind may begin, from when in the target, why not now. */
    SCENARIO_CLOSED(409),
    NOTICE_INVALID(422),
    CAP_REFUSED(422),
    ATTACHMENT_NOT_FOUND(404),
    ATTACHMENT_TYPE_NOT_TAKEN(415),
    ATTACHMENT_NAME_INVALID(422),
    ATTACHMENT_MALICIOUS(422),
    TOO_MANY_ATTACHMENTS(409),
    TEMPLATE_NOT_FOUND(404),
    TEMPLATE_BLANKS_OPEN(422);

    private final int status;

    NoticesProblem(int status) {
        this.status = status;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String bundle() {
        return "city.zhanqiao.notices.problems";
    }
}
