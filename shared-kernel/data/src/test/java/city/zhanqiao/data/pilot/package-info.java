/** A stop holds everywhere within a second and for every act that comes after it. */
@NullMarked
package city.zhanqiao.data.pilot;

import org.jspecify.annotations.NullMarked;
