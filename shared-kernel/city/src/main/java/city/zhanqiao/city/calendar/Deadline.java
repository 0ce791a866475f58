package city.zhanqiao.city.calendar;

import java.time.LocalDate;

/**
 * The last day of a period counted in working days.
 *
 * @param status OFFICIAL, or PROVISIONAL if a counted day lies in a year whose notice is still to
 *     come: the date may move and must be shown as provisional
 */
public record Deadline(LocalDate date, YearStatus status) {

    /**
     * Takes a counted day.
     *
     * @throws IllegalArgumentException if the status is MISSING: such a day cannot be counted
     */
    public Deadline {
        if (status == YearStatus.MISSING) {
            throw new IllegalArgumentException("a deadline in a missing year");
        }
    }

    /** Whether the date may still move. */
    public boolean isProvisional() {
        return status == YearStatus.PROVISIONAL;
    }
}
