package city.zhanqiao.city.clock;

import java.time.LocalDate;
import java.util.Optional;

/**
 * One stretch of time in which a clock runs.
 *
 * @param start not counted: day 1 is the next working day (民法典 §201)
 * @param stop empty while the clock runs
 */
public record Segment(LocalDate start, Optional<Stop> stop) {

    /**
     * The end of a stretch.
     *
     * @param on counted, as the day of an event is not part of the period it begins
     */
    public record Stop(LocalDate on, StopReason reason) {}

    /**
     * Takes a stretch.
     *
     * @throws IllegalArgumentException if it stops before it starts
     */
    public Segment {
        LocalDate began = start;
        if (stop.filter(end -> end.on().isBefore(began)).isPresent()) {
            throw new IllegalArgumentException("stopped before it started on " + start);
        }
    }

    static Segment open(LocalDate start) {
        return new Segment(start, Optional.empty());
    }

    Segment stopped(LocalDate on, StopReason reason) {
        return new Segment(start, Optional.of(new Stop(on, reason)));
    }
}
