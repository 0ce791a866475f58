/** The port to push services, and what lies behind it. */
@NullMarked
package city.zhanqiao.notifications.push;

import org.jspecify.annotations.NullMarked;
