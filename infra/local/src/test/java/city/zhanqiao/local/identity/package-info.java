@NullMarked
package city.zhanqiao.local.identity;

import org.jspecify.annotations.NullMarked;
