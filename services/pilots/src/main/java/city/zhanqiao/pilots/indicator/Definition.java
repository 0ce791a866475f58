package city.zhanqiao.pilots.indicator;

import java.time.YearMonth;

/**
 * One way of counting (口径), from a month on.
 *
 * @param version 1, 2, 3 …
 * @param goodFrom the lowest rating that is good
 */
record Definition(int version, YearMonth validFrom, int goodFrom, String reason, String paper) {}
