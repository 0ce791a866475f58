/** The copy of the pilots' registry by which a service decides what may begin. */
@NullMarked
package city.zhanqiao.data.pilot;

import org.jspecify.annotations.NullMarked;
