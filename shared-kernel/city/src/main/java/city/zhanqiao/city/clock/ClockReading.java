package city.zhanqiao.city.clock;

import city.zhanqiao.city.calendar.Deadline;

import java.util.Optional;

/**
 * What a clock shows on a day.
 *
 * @param used working days used, 0 or more
 * @param remaining working days left; negative exactly if overdue
 * @param due the last day in time; empty while the clock stands still before its limit is used up
 */
public record ClockReading(int used, int remaining, Optional<Deadline> due) {

    /** How urgent it is. */
    public ClockColour colour() {
        if (remaining < 0) {
            return ClockColour.RED;
        }
        return remaining <= 1 ? ClockColour.YELLOW : ClockColour.GREEN;
    }

    /** Working days over the limit, 0 or more. */
    public int overdue() {
        return Math.max(0, -remaining);
    }
}
