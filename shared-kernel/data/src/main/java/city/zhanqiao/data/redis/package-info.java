/** How the service talks to Redis, which it can always do without. */
@NullMarked
package city.zhanqiao.data.redis;

import org.jspecify.annotations.NullMarked;
