/** The few pages that the stack shows. */
@NullMarked
package city.zhanqiao.local.page;

import org.jspecify.annotations.NullMarked;
