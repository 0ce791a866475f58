package city.zhanqiao.city.clock;

import city.zhanqiao.city.calendar.Deadline;
import city.zhanqiao.city.calendar.WorkingCalendar;
import city.zhanqiao.city.calendar.YearStatus;
import city.zhanqiao.city.clock.Segment.Stop;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A time limit in working days (计时) and the stretches in which it ran. An immutable value without a
 * calendar: what it shows is counted anew on the calendar of the day, so that a year's official
 * notice moves every date that was provisional.
 *
 * <p>Days are local days ({@link city.zhanqiao.city.calendar.CityTime}). The day a stretch starts
 * is not counted, the day it stops is: a clock stopped and started again on one day loses nothing.
 */
public sealed interface LegalClock {

    /** The limit in working days, extensions included. */
    int limit();

    /** The stretches in which it ran, in order; only the last may be open. Never empty. */
    List<Segment> segments();

    /** Time passes. */
    record Running(int limit, List<Segment> segments) implements LegalClock {

        public Running {
            segments = inOrder(limit, segments);
            require(segments.getLast().stop().isEmpty());
        }

        /**
         * Stops for a lawful reason.
         *
         * @throws IllegalArgumentException if the day is before the start, or the reason is {@link
         *     StopReason#FINISHED}
         */
        public Stopped stop(LocalDate on, StopReason reason) {
            return new Stopped(limit, ended(on, reason));
        }

        /** Stops for good: what the limit was set for is done. */
        public Finished finish(LocalDate on) {
            return new Finished(limit, ended(on, StopReason.FINISHED));
        }

        /**
         * Prolongs the limit, as the head of an agency may once (行政许可法 §42).
         *
         * @param workingDays 0 or more
         */
        public Running extendedBy(int workingDays) {
            return new Running(extended(limit, workingDays), segments);
        }

        private List<Segment> ended(LocalDate on, StopReason reason) {
            List<Segment> ended = new ArrayList<>(segments);
            ended.add(ended.removeLast().stopped(on, reason));
            return ended;
        }
    }

    /** Time stands still. */
    record Stopped(int limit, List<Segment> segments) implements LegalClock {

        public Stopped {
            segments = inOrder(limit, segments);
            require(lastReason(segments).filter(why -> why != StopReason.FINISHED).isPresent());
        }

        /** Why it stands still. */
        public StopReason reason() {
            return lastReason(segments).orElseThrow();
        }

        /**
         * Goes on with the days that are left.
         *
         * @throws IllegalArgumentException if the day is before the stop
         */
        public Running resume(LocalDate on) {
            List<Segment> more = new ArrayList<>(segments);
            more.add(Segment.open(on));
            return new Running(limit, more);
        }

        /** Ends while standing still, as when an application is withdrawn; uses no further day. */
        public Finished finish(LocalDate on) {
            return resume(on).finish(on);
        }

        /**
         * Prolongs the limit.
         *
         * @param workingDays 0 or more
         */
        public Stopped extendedBy(int workingDays) {
            return new Stopped(extended(limit, workingDays), segments);
        }
    }

    /** Over; it shows for ever what it showed on its last day. */
    record Finished(int limit, List<Segment> segments) implements LegalClock {

        public Finished {
            segments = inOrder(limit, segments);
            require(lastReason(segments).filter(why -> why == StopReason.FINISHED).isPresent());
        }
    }

    /**
     * Starts a clock.
     *
     * @param limit in working days, 0 or more; 0 means "on the day it is received", and the next
     *     working day if that is none (民法典 §203(1))
     * @param on not counted
     */
    static Running start(int limit, LocalDate on) {
        return new Running(limit, List.of(Segment.open(on)));
    }

    /** A clock as it was kept: running, stopped or finished as its last stretch tells. */
    static LegalClock of(int limit, List<Segment> segments) {
        Optional<StopReason> reason = lastReason(inOrder(limit, segments));
        if (reason.isEmpty()) {
            return new Running(limit, segments);
        }
        return reason.get() == StopReason.FINISHED
                ? new Finished(limit, segments)
                : new Stopped(limit, segments);
    }

    /**
     * What the clock shows at the end of a day.
     *
     * @throws city.zhanqiao.city.calendar.MissingCalendarYear if a year that it needs is unknown
     */
    default ClockReading at(LocalDate day, WorkingCalendar calendar) {
        int used = segments().stream().mapToInt(part -> usedIn(part, day, calendar)).sum();
        return new ClockReading(used, limit() - used, due(calendar));
    }

    /**
     * The last day in time; empty while the clock stands still before its limit is used up. A
     * finished clock tells when it would have been due.
     *
     * @throws city.zhanqiao.city.calendar.MissingCalendarYear if a year that it needs is unknown
     */
    default Optional<Deadline> due(WorkingCalendar calendar) {
        int left = limit();
        YearStatus status = YearStatus.OFFICIAL;
        for (Segment part : segments()) {
            LocalDate begin = begin(part, calendar);
            if (isFinal(part)) {
                return Optional.of(deadline(begin, left, status, calendar));
            }
            LocalDate end = part.stop().orElseThrow().on();
            int used = usedIn(part, end, calendar);
            if (used > left) {
                return Optional.of(deadline(begin, left, status, calendar));
            }
            left -= used;
            status = used == 0 ? status : status.or(calendar.statusOf(begin.plusDays(1), end));
        }
        return Optional.empty();
    }

    /** Whether nothing but the end of the limit, or of the case, ends this stretch. */
    private static boolean isFinal(Segment part) {
        return part.stop().map(stop -> stop.reason() == StopReason.FINISHED).orElse(true);
    }

    private static Deadline deadline(
            LocalDate begin, int left, YearStatus status, WorkingCalendar calendar) {
        // With nothing left a day off gains nothing: the limit ended on the working day before it.
        Deadline last =
                left == 0
                        ? calendar.workingDayOnOrBefore(begin)
                        : calendar.addWorkingDays(begin, left);
        return new Deadline(last.date(), last.status().or(status));
    }

    private int usedIn(Segment part, LocalDate until, WorkingCalendar calendar) {
        LocalDate begin = begin(part, calendar);
        LocalDate end =
                part.stop().map(Stop::on).filter(stop -> stop.isBefore(until)).orElse(until);
        return end.isAfter(begin) ? calendar.workingDaysBetween(begin, end) : 0;
    }

    /** What is due at once (即办件) and comes on a day off is due on the next working day. */
    private LocalDate begin(Segment part, WorkingCalendar calendar) {
        return limit() == 0 ? calendar.workingDayOnOrAfter(part.start()).date() : part.start();
    }

    private static Optional<StopReason> lastReason(List<Segment> segments) {
        return segments.getLast().stop().map(Stop::reason);
    }

    private static int extended(int limit, int workingDays) {
        require(workingDays >= 0);
        return Math.addExact(limit, workingDays);
    }

    private static List<Segment> inOrder(int limit, List<Segment> segments) {
        require(limit >= 0 && !segments.isEmpty());
        for (int i = 1; i < segments.size(); i++) {
            Stop before = segments.get(i - 1).stop().orElseThrow(LegalClock::impossible);
            require(before.reason() != StopReason.FINISHED);
            require(!segments.get(i).start().isBefore(before.on()));
        }
        return List.copyOf(segments);
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw impossible();
        }
    }

    private static IllegalArgumentException impossible() {
        return new IllegalArgumentException("no clock can have run like this");
    }
}
