/** What the city is measured against. */
@NullMarked
package city.zhanqiao.load.rival;

import org.jspecify.annotations.NullMarked;
