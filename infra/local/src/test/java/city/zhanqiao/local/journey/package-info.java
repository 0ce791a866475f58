/** The whole city on this machine, used through the gateway by the people of its demonstration. */
@NullMarked
package city.zhanqiao.local.journey;

import org.jspecify.annotations.NullMarked;
