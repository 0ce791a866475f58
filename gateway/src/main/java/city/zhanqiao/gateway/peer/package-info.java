/**
 * The services behind the gateway: where they are, how they are asked, when they are left alone.
 */
@NullMarked
package city.zhanqiao.gateway.peer;

import org.jspecify.annotations.NullMarked;
