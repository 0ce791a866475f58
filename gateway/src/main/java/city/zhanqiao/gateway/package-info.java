/** The only door of the city: it knows the way to every service and keeps nothing. */
@NullMarked
package city.zhanqiao.gateway;

import org.jspecify.annotations.NullMarked;
