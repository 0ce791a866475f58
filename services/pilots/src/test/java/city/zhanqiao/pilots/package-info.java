/** Pilots from the plan to the stop, over HTTP, on a real database. */
@NullMarked
package city.zhanqiao.pilots;

import org.jspecify.annotations.NullMarked;
