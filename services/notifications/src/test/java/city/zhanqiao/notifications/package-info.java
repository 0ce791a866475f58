/** Trials of the whole service with real servers. */
@NullMarked
package city.zhanqiao.notifications;

import org.jspecify.annotations.NullMarked;
