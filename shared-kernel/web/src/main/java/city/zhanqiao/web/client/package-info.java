/** Speaks to other services of the city, with a token of the own service. */
@NullMarked
package city.zhanqiao.web.client;

import org.jspecify.annotations.NullMarked;
