/** The one rule of admission, and the share that never changes its mind. */
@NullMarked
package city.zhanqiao.city.pilot;

import org.jspecify.annotations.NullMarked;
