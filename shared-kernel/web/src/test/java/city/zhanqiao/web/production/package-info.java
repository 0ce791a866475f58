@NullMarked
package city.zhanqiao.web.production;

import org.jspecify.annotations.NullMarked;
