/** Which address belongs to which service, and how a request is taken there. */
@NullMarked
package city.zhanqiao.gateway.route;

import org.jspecify.annotations.NullMarked;
