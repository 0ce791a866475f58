/** Everybody at once, with instances that are killed. */
@NullMarked
package city.zhanqiao.load.storm;

import org.jspecify.annotations.NullMarked;
