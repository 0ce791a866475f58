package city.zhanqiao.city.calendar;

/**
 * A working day was asked for in a year that the calendar does not know. A fault, never a guess: a
 * deadline counted on a guessed calendar would be a wrong promise.
 */
public final class MissingCalendarYear extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int year;

    public MissingCalendarYear(int year) {
        super("the working calendar of %d is missing".formatted(year));
        this.year = year;
    }

    /** The year to import. */
    public int year() {
        return year;
    }
}
