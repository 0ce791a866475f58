/** Facts about item. */
@NullMarked
package city.zhanqiao.applications.item;

import org.jspecify.annotations.NullMarked;
