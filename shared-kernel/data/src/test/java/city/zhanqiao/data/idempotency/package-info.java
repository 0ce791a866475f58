@NullMarked
package city.zhanqiao.data.idempotency;

import org.jspecify.annotations.NullMarked;
