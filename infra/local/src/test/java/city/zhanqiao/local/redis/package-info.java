@NullMarked
package city.zhanqiao.local.redis;

import org.jspecify.annotations.NullMarked;
