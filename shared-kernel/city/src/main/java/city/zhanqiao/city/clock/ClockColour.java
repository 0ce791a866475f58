package city.zhanqiao.city.clock;

/** How urgent a clock is (红黄牌). */
public enum ClockColour {
    /** More than one working day left. */
    GREEN,
    /** One working day left, or the last day itself. */
    YELLOW,
    /** Overdue, from the first working day after the last. */
    RED
}
