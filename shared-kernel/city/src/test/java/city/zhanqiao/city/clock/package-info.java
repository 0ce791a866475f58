/** Facts about legal clocks. */
@NullMarked
package city.zhanqiao.city.clock;

import org.jspecify.annotations.NullMarked;
