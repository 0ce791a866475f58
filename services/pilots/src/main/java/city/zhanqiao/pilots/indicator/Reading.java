package city.zhanqiao.pilots.indicator;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * An indicator as it was counted.
 *
 * @param numerator absent where it is hidden
 * @param denominator absent for a plain number, and where it is hidden
 * @param value numerator by denominator, rounded half up at the fourth place; absent where the
 *     denominator is zero, and where it is hidden
 * @param hidden so few people stand behind it that it would tell about them
 */
public record Reading(
        Indicator indicator,
        Optional<Long> numerator,
        Optional<Long> denominator,
        Optional<BigDecimal> value,
        boolean hidden) {

    /** Fewer people than this are not told of outside the pilot office. */
    public static final int SMALL = 5;

    private static final int PLACES = 4;

    /** Divides. */
    public static Reading of(Indicator indicator, long numerator, Optional<Long> denominator) {
        return new Reading(
                indicator,
                Optional.of(numerator),
                denominator,
                denominator
                        .filter(below -> below != 0)
                        .map(below ->
                                BigDecimal.valueOf(numerator)
                                        .divide(
                                                BigDecimal.valueOf(below),
                                                PLACES,
                                                RoundingMode.HALF_UP)),
                false);
    }

    static Reading of(Indicator indicator, Totals totals, Definition definition) {
        return of(
                indicator, indicator.numerator(totals, definition), indicator.denominator(totals));
    }

    /** As it may be seen outside the pilot office. */
    Reading outside() {
        boolean few =
                isFew(numerator.orElse(0L))
                        || denominator.filter(Reading::isFew).isPresent()
                        || isComplementFew();
        return few
                ? new Reading(indicator, Optional.empty(), Optional.empty(), Optional.empty(), true)
                : this;
    }

    /** Those who are not in the numerator are people too. */
    private boolean isComplementFew() {
        return indicator.unit() == Indicator.Unit.PERCENT
                && denominator.filter(below -> isFew(below - numerator.orElse(0L))).isPresent();
    }

    private static boolean isFew(long count) {
        return count > 0 && count < SMALL;
    }
}
