/** The courses of pushes and live streams, with small numbers, in the ordinary checks. */
@NullMarked
package city.zhanqiao.load.push;

import org.jspecify.annotations.NullMarked;
