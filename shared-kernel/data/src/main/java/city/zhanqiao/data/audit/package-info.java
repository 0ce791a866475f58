/** Who did or saw what: append-only rows, chained by seals. */
@NullMarked
package city.zhanqiao.data.audit;

import org.jspecify.annotations.NullMarked;
