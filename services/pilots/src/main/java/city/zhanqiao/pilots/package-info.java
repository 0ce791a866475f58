/** Pilots: which scenario is open in which district, for whom, and how well it works. */
@NullMarked
package city.zhanqiao.pilots;

import org.jspecify.annotations.NullMarked;
