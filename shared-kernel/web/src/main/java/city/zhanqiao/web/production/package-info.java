/** Keeps what belongs to development out of production, and says what production changes. */
@NullMarked
package city.zhanqiao.web.production;

import org.jspecify.annotations.NullMarked;
