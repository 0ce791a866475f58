/** The service as its users meet it. */
@NullMarked
package city.zhanqiao.notices;

import org.jspecify.annotations.NullMarked;
