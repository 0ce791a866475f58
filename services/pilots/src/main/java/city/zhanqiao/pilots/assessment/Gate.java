package city.zhanqiao.pilots.assessment;

import city.zhanqiao.pilots.indicator.Indicator;
import city.zhanqiao.pilots.indicator.Reading;

import java.math.BigDecimal;

/** A target that an indicator must reach (门槛). */
public record Gate(Indicator indicator, Bound bound, BigDecimal target) {

    /** On which side of the target the value must lie; the target itself is met. */
    public enum Bound {
        AT_LEAST,
        AT_MOST
    }

    /** What became of a gate. */
    public enum Verdict {
        MET,
        MISSED,
        /** Nothing was counted: neither met nor missed. */
        NOT_MEASURED
    }

    /** Compares. */
    public Verdict judge(Reading reading) {
        return reading.value()
                .map(value -> isReached(value) ? Verdict.MET : Verdict.MISSED)
                .orElse(Verdict.NOT_MEASURED);
    }

    /** Whether the value reaches the target. */
    public boolean isReached(BigDecimal value) {
        return switch (bound) {
            case AT_LEAST -> value.compareTo(target) >= 0;
            case AT_MOST -> value.compareTo(target) <= 0;
        };
    }
}
