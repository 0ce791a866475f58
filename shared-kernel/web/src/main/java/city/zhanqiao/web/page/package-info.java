/** Walking through a long list by cursor. */
@NullMarked
package city.zhanqiao.web.page;

import org.jspecify.annotations.NullMarked;
