/** The Redis server of the stack. */
@NullMarked
package city.zhanqiao.local.redis;

import org.jspecify.annotations.NullMarked;
