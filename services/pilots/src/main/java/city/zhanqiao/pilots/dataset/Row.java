package city.zhanqiao.pilots.dataset;

import java.util.Map;
import java.util.Optional;

/**
 * A line of the data set.
 *
 * @param district code, or {@link #ALL} for the sum of the districts
 * @param month such as {@code 2022-06}
 * @param counts a column that is not in it is hidden
 */
record Row(String scenario, String district, String month, Map<Column, Long> counts) {

    static final String ALL = "ALL";

    Optional<Long> count(Column column) {
        return Optional.ofNullable(counts.get(column));
    }
}
