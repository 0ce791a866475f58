/** Facts about money. */
@NullMarked
package city.zhanqiao.city.money;

import org.jspecify.annotations.NullMarked;
