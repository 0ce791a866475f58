/** Brings each message to each device: lanes, tries, outcomes. */
@NullMarked
package city.zhanqiao.notifications.delivery;

import org.jspecify.annotations.NullMarked;
