/** Facts about the divisions. */
@NullMarked
package city.zhanqiao.city.division;

import org.jspecify.annotations.NullMarked;
