@NullMarked
package city.zhanqiao.local.postgres;

import org.jspecify.annotations.NullMarked;
