/** Broadcasts on their way to many devices: by whom, at which pace, how far, with what result. */
@NullMarked
package city.zhanqiao.notifications.campaign;

import org.jspecify.annotations.NullMarked;
