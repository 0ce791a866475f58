/** Tests of the delivery. */
@NullMarked
package city.zhanqiao.notifications.delivery;

import org.jspecify.annotations.NullMarked;
