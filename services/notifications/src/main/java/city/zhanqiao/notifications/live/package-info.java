/** The live stream: what changes in an inbox and what moves in a queue, while the app is open. */
@NullMarked
package city.zhanqiao.notifications.live;

import org.jspecify.annotations.NullMarked;
