package city.zhanqiao.pilots.assessment;

import city.zhanqiao.pilots.indicator.Indicator;
import city.zhanqiao.pilots.indicator.Reading;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** How figures are written for people. */
final class Figures {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private Figures() {}

    /** The value with its unit; a dash where there is none. */
    static String value(Reading reading) {
        return switch (reading.indicator().unit()) {
            case PEOPLE -> reading.numerator().map(String::valueOf).orElse("—");
            case PERCENT, NUMBER, FEN ->
                    reading.value().map(value -> value(reading.indicator(), value)).orElse("—");
        };
    }

    static String value(Indicator indicator, BigDecimal value) {
        return switch (indicator.unit()) {
            case PERCENT ->
                    value.multiply(HUNDRED).setScale(2, RoundingMode.HALF_UP).toPlainString() + "%";
            case NUMBER -> value.setScale(2, RoundingMode.HALF_UP).toPlainString();
            // In yuan.
            case FEN -> value.divide(HUNDRED, 2, RoundingMode.HALF_UP).toPlainString() + "元";
            case PEOPLE -> value.toPlainString();
        };
    }

    /** What was divided by what. */
    static String fraction(Reading reading) {
        return reading.denominator()
                .map(below -> reading.numerator().map(String::valueOf).orElse("—") + " / " + below)
                .orElse("");
    }

    /** The target of a gate, with its side. */
    static String target(Gate gate) {
        String side = gate.bound() == Gate.Bound.AT_LEAST ? "不低于" : "不高于";
        return side + value(gate.indicator(), gate.target());
    }
}
