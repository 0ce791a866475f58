package city.zhanqiao.pilots.indicator;

import java.util.Map;
import java.util.Set;

/** The sums of a place over a period. */
record Totals(Map<Measure, Long> sums) {

    long of(Measure measure) {
        return sums.getOrDefault(measure, 0L);
    }

    long of(Set<Measure> measures) {
        return measures.stream().mapToLong(this::of).sum();
    }
}
