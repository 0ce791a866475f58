/** The first page of the app in one answer, whatever is missing. */
@NullMarked
package city.zhanqiao.gateway.home;

import org.jspecify.annotations.NullMarked;
