package city.zhanqiao.pilots.indicator;

/** What is counted. Sums over months are sums; what is distinct is counted anew for each period. */
enum Measure {
    // By the month in which a case is handed in.
    SUBMITTED,
    SUBMITTED_ONLINE,
    /** Handed in elsewhere than in the district that decides. */
    SUBMITTED_ELSEWHERE,
    /** Cases of an item, brought alone or in a bundle. */
    ITEM_CASES,
    /** Cases of an item that came in a bundle. */
    BUNDLED,
    // By the month in which a case is closed.
    CLOSED,
    CLOSED_WITHOUT_VISIT,
    /** No correction, and one visit at most. */
    CLOSED_AT_ONCE,
    VISITS,
    STATUTORY_DAYS,
    /** Working days that the promise is shorter than the law. */
    STATUTORY_DAYS_CUT,
    PROMISED_DAYS,
    /** Working days that the case was quicker than promised; negative when slower. */
    PROMISED_DAYS_SAVED,
    /** Closed cases with a limit. */
    CLOSED_TIMED,
    CLOSED_ON_TIME,
    PAPERS_REQUIRED,
    PAPERS_SHARED,
    RATED_1,
    RATED_2,
    RATED_3,
    RATED_4,
    RATED_5,
    /** Bad ratings remedied within their days. */
    BAD_REMEDIED,
    // For a period as a whole.
    /** Open at the end of the period and beyond the limit. */
    OPEN_OVERDUE,
    DRAFTS,
    ACTIVE,
    ACTIVE_OF_KNOWN_AGE,
    ACTIVE_ELDERS,
    COST_FEN;

    static Measure rated(int level) {
        return switch (level) {
            case 1 -> RATED_1;
            case 2 -> RATED_2;
            case 3 -> RATED_3;
            case 4 -> RATED_4;
            case 5 -> RATED_5;
            default -> throw new IllegalArgumentException("ratings are 1 to 5");
        };
    }
}
