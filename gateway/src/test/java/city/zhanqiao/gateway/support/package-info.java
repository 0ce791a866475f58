/** A gateway and the services behind it, for tests. */
@NullMarked
package city.zhanqiao.gateway.support;

import org.jspecify.annotations.NullMarked;
