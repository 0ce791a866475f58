package city.zhanqiao.applications.casework;

/** The states of a case (办件状态); which may follow which stands in {@link LifeCycle}. */
public enum State {
    /** 草稿: only the resident sees it. */
    DRAFT,
    /** 已提交: received; intake has five working days (行政许可法 §32(4)). */
    SUBMITTED,
    /** 待补正: the one notice of everything missing is out. */
    CORRECTION_REQUESTED,
    /** 不予受理. */
    NOT_ACCEPTED,
    /** 逾期未补正: the correction did not come. */
    LAPSED,
    /** 待启动: a member of a bundle whose inputs do not exist yet. */
    WAITING,
    /** 已受理: the promise runs. A bundle stays here while its members are handled. */
    ACCEPTED,
    /** 审查中. */
    UNDER_REVIEW,
    /** 特别程序: the clocks stand still (行政许可法 §45). */
    SUSPENDED,
    /** 准予. */
    APPROVED,
    /** 不予: the resident may ask for review or sue. */
    REFUSED,
    /** 已制证. */
    ISSUED,
    /** 已送达. */
    DELIVERED,
    /** 已撤回. */
    WITHDRAWN,
    /** 无法启动: what it needs was refused, withdrawn or cannot come any more. */
    BLOCKED,
    /** 全部办结: every member of a bundle has its result. */
    COMPLETED,
    /** 部分办结: some members of a bundle have their result, others never will. */
    PARTIALLY_DONE;

    /** Whether nothing more is owed to the resident but the delivery. */
    boolean isFinal() {
        return switch (this) {
            case NOT_ACCEPTED,
                    LAPSED,
                    REFUSED,
                    ISSUED,
                    DELIVERED,
                    WITHDRAWN,
                    BLOCKED,
                    COMPLETED,
                    PARTIALLY_DONE ->
                    true;
            case DRAFT,
                    SUBMITTED,
                    CORRECTION_REQUESTED,
                    WAITING,
                    ACCEPTED,
                    UNDER_REVIEW,
                    SUSPENDED,
                    APPROVED ->
                    false;
        };
    }

    /** Whether everything that was to come has come, so that the case may be rated (好差评). */
    public boolean mayBeRated() {
        return this == DELIVERED || this == COMPLETED || this == PARTIALLY_DONE;
    }
}
