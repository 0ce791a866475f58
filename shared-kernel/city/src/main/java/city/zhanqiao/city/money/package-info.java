/** Money in whole fen. */
@NullMarked
package city.zhanqiao.city.money;

import org.jspecify.annotations.NullMarked;
