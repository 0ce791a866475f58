package city.zhanqiao.residents.authority;

import java.time.LocalDate;

/**
 * From the first moment of one day to the last of another, in the city's time.
 *
 * @param until the last day
 */
public record Term(LocalDate from, LocalDate until) {

    /** Years that authority can last; longer ones are forgotten by whoever gave them. */
    public static final int MOST_YEARS = 3;

    /** Whether authority can be given for this term today. */
    public boolean isGivable(LocalDate today) {
        return !from.isBefore(today)
                && !until.isBefore(from)
                && until.isBefore(from.plusYears(MOST_YEARS).plusDays(1));
    }

    public boolean includes(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(until);
    }
}
