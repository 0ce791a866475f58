package city.zhanqiao.city.clock;

/**
 * Why a clock stands still. The list of the law is closed (行政许可法 §45): a site visit (现场勘验) is not
 * on it and does not stop a clock.
 */
public enum StopReason {
    /** 听证. */
    HEARING,
    /** 招标. */
    TENDER,
    /** 拍卖. */
    AUCTION,
    /** 检验. */
    INSPECTION,
    /** 检测. */
    TESTING,
    /** 检疫. */
    QUARANTINE,
    /** 鉴定. */
    APPRAISAL,
    /** 专家评审. */
    EXPERT_REVIEW,
    /** 补正: the applicant was asked, once, for everything missing (行政许可法 §32(4)). */
    CORRECTION_REQUESTED,
    /**
     * The act that the limit was set for is done, or is no longer wanted: the clock never goes on.
     */
    FINISHED;

    /** Whether it is one of the eight special procedures (特别程序) that stop a review. */
    public boolean isSpecialProcedure() {
        return switch (this) {
            case HEARING,
                    TENDER,
                    AUCTION,
                    INSPECTION,
                    TESTING,
                    QUARANTINE,
                    APPRAISAL,
                    EXPERT_REVIEW ->
                    true;
            case CORRECTION_REQUESTED, FINISHED -> false;
        };
    }
}
