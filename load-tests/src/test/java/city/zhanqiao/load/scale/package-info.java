@NullMarked
package city.zhanqiao.load.scale;

import org.jspecify.annotations.NullMarked;
