/** Where a resident can be reached: devices and their sealed addresses. */
@NullMarked
package city.zhanqiao.notifications.device;

import org.jspecify.annotations.NullMarked;
