/** How much one caller may ask for. */
@NullMarked
package city.zhanqiao.gateway.limit;

import org.jspecify.annotations.NullMarked;
