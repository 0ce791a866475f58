/** Who is let into a pilot (试点): the one rule by which every service decides. */
@NullMarked
package city.zhanqiao.city.pilot;

import org.jspecify.annotations.NullMarked;
