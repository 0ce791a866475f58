/** A small storm in the ordinary checks. */
@NullMarked
package city.zhanqiao.load.storm;

import org.jspecify.annotations.NullMarked;
