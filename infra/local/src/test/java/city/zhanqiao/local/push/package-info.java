@NullMarked
package city.zhanqiao.local.push;

import org.jspecify.annotations.NullMarked;
