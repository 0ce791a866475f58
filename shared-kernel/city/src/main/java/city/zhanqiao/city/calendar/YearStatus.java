package city.zhanqiao.city.calendar;

/** How surely the days off of a year are known; from sure to unknown. */
public enum YearStatus {
    /** The State Council's notice for the year (节假日安排) is in. */
    OFFICIAL,
    /** The statutory days only; make-up days and bridges will come with the notice. */
    PROVISIONAL,
    /** Nothing is known; no day of the year may be counted. */
    MISSING;

    /** The less sure of the two. */
    public YearStatus or(YearStatus other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
