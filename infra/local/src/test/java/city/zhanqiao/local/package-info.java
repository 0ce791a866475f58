@NullMarked
package city.zhanqiao.local;

import org.jspecify.annotations.NullMarked;
