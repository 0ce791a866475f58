package city.zhanqiao.pilots.indicator;

import static java.util.Comparator.naturalOrder;

import city.zhanqiao.city.calendar.MissingCalendarYear;
import city.zhanqiao.city.calendar.WorkingCalendar;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What is known of one case, and what it adds to the sums.
 *
 * @param place item and district; absent while only a visit has been told
 * @param member handled for a bundle: counted for joint handling and nothing else, because the
 *     resident brought one case
 * @param statutoryDays the law's limit, without an extension
 * @param limitDays the same with an extension, if one was granted
 * @param visits days on which the resident had to come
 */
record MeasuredCase(
        UUID id,
        Optional<Place> place,
        boolean online,
        boolean elsewhere,
        boolean member,
        Optional<LocalDate> submittedOn,
        Optional<LocalDate> acceptedOn,
        Optional<LocalDate> closedOn,
        Optional<LocalDate> endedOn,
        List<LocalDate> stops,
        List<LocalDate> resumes,
        boolean corrected,
        Optional<Integer> statutoryDays,
        Optional<Integer> limitDays,
        Optional<Integer> promisedDays,
        int papersRequired,
        int papersShared,
        Optional<Integer> rating,
        boolean remedied,
        int visits,
        Map<Cell, Long> counted) {

    /** Where a case is counted. */
    record Place(String item, String district) {}

    /** One sum of a place. */
    record Cell(YearMonth month, Measure measure) {

        static Cell parse(String text) {
            String[] parts = text.split(" ", -1);
            return new Cell(YearMonth.parse(parts[0]), Measure.valueOf(parts[1]));
        }

        @Override
        public String toString() {
            return month + " " + measure;
        }
    }

    /** What it adds to the cells of its place. */
    Map<Cell, Long> counts(WorkingCalendar calendar) {
        Sums sums = new Sums();
        if (place.isPresent()) {
            submittedOn.map(YearMonth::from).ifPresent(month -> countSubmission(sums, month));
            if (!member && submittedOn.isPresent()) {
                closedOn.map(YearMonth::from).ifPresent(month -> countEnd(sums, month, calendar));
            }
        }
        return sums.cells;
    }

    /**
     * The first working day beyond the limit, if it is still open then: days of stops do not count.
     * Nothing while the clock stands still, or in a year whose calendar is not known yet.
     */
    Optional<LocalDate> lateFrom(WorkingCalendar calendar) {
        try {
            return limit().filter(days -> !member && stops.size() == resumes.size())
                    .flatMap(days ->
                            acceptedOn.map(from ->
                                    calendar.addWorkingDays(from, days + stoppedDays(calendar) + 1)
                                            .date()));
        } catch (MissingCalendarYear unknown) {
            return Optional.empty();
        }
    }

    private void countSubmission(Sums sums, YearMonth month) {
        sums.add(month, Measure.ITEM_CASES, 1);
        sums.add(month, Measure.BUNDLED, member ? 1 : 0);
        if (!member) {
            sums.add(month, Measure.SUBMITTED, 1);
            sums.add(month, Measure.SUBMITTED_ONLINE, online ? 1 : 0);
            sums.add(month, Measure.SUBMITTED_ELSEWHERE, elsewhere ? 1 : 0);
        }
    }

    private void countEnd(Sums sums, YearMonth month, WorkingCalendar calendar) {
        sums.add(month, Measure.CLOSED, 1);
        sums.add(month, Measure.CLOSED_WITHOUT_VISIT, visits == 0 ? 1 : 0);
        sums.add(month, Measure.CLOSED_AT_ONCE, !corrected && visits <= 1 ? 1 : 0);
        sums.add(month, Measure.VISITS, visits);
        sums.add(month, Measure.PAPERS_REQUIRED, papersRequired);
        sums.add(month, Measure.PAPERS_SHARED, papersShared);
        rating.ifPresent(level -> {
            sums.add(month, Measure.rated(level), 1);
            sums.add(month, Measure.BAD_REMEDIED, level <= 2 && remedied ? 1 : 0);
        });
        usedDays(calendar).ifPresent(used -> countTime(sums, month, used));
    }

    private void countTime(Sums sums, YearMonth month, int used) {
        statutoryDays
                .filter(days -> days > 0)
                .ifPresent(law -> {
                    sums.add(month, Measure.STATUTORY_DAYS, law);
                    promisedDays.ifPresent(
                            promise -> sums.add(month, Measure.STATUTORY_DAYS_CUT, law - promise));
                });
        promisedDays
                .filter(days -> days > 0)
                .ifPresent(promise -> {
                    sums.add(month, Measure.PROMISED_DAYS, promise);
                    sums.add(month, Measure.PROMISED_DAYS_SAVED, promise - used);
                });
        limit().ifPresent(limit -> {
            sums.add(month, Measure.CLOSED_TIMED, 1);
            sums.add(month, Measure.CLOSED_ON_TIME, used <= limit ? 1 : 0);
        });
    }

    /** The law's limit as extended, and the city's promise where the law sets none. */
    private Optional<Integer> limit() {
        return limitDays.filter(days -> days > 0).or(() -> promisedDays);
    }

    /** Working days from the acceptance, not counted, to the end, without those of the stops. */
    private Optional<Integer> usedDays(WorkingCalendar calendar) {
        return acceptedOn.flatMap(from ->
                closedOn.filter(to -> !to.isBefore(from))
                        .map(to -> calendar.workingDaysBetween(from, to) - stoppedDays(calendar)));
    }

    private int stoppedDays(WorkingCalendar calendar) {
        List<LocalDate> from = stops.stream().sorted(naturalOrder()).toList();
        List<LocalDate> to = resumes.stream().sorted(naturalOrder()).toList();
        int days = 0;
        for (int stop = 0; stop < Math.min(from.size(), to.size()); stop++) {
            if (!to.get(stop).isBefore(from.get(stop))) {
                days += calendar.workingDaysBetween(from.get(stop), to.get(stop));
            }
        }
        return days;
    }

    /** Cells of a case; what is zero is not kept. */
    private static final class Sums {
        private final Map<Cell, Long> cells = new TreeMap<>(Comparator.comparing(Cell::toString));

        void add(YearMonth month, Measure measure, long amount) {
            if (amount != 0) {
                cells.merge(new Cell(month, measure), amount, Long::sum);
            }
        }
    }
}
