/** The door, attacked. */
@NullMarked
package city.zhanqiao.gateway.attack;

import org.jspecify.annotations.NullMarked;
