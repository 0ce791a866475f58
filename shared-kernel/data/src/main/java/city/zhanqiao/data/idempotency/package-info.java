/** Acts that have one effect however often they are sent. */
@NullMarked
package city.zhanqiao.data.idempotency;

import org.jspecify.annotations.NullMarked;
