package city.zhanqiao.pilots.indicator;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whole months.
 *
 * @param to included
 */
public record Period(YearMonth from, YearMonth to) {

    /** The longest that is answered in one go: five years. */
    static final int MOST_MONTHS = 60;

    /** Takes a period in order. */
    public Period {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException(to + " is before " + from);
        }
    }

    /** As many months, right before these. */
    public Period before() {
        int months = months().size();
        return new Period(from.minusMonths(months), from.minusMonths(1));
    }

    LocalDate firstDay() {
        return from.atDay(1);
    }

    LocalDate lastDay() {
        return to.atEndOfMonth();
    }

    List<YearMonth> months() {
        return Stream.iterate(from, month -> !month.isAfter(to), month -> month.plusMonths(1))
                .toList();
    }
}
