@NullMarked
package city.zhanqiao.local.process;

import org.jspecify.annotations.NullMarked;
