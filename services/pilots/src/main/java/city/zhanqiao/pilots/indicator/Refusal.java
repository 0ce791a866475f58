package city.zhanqiao.pilots.indicator;

import java.time.YearMonth;

/** Why indicators were not counted as somebody wished. */
public sealed interface Refusal {

    /**
     * What is counted in two ways cannot be one number.
     *
     * @param from the month from which it is counted in the later way
     */
    record DefinitionChanges(YearMonth from) implements Refusal {}

    /** Somebody else entered it since the caller looked. */
    record Stale() implements Refusal {}

    /** A way of counting cannot change in a month that has begun. */
    record MidPeriod() implements Refusal {}
}
