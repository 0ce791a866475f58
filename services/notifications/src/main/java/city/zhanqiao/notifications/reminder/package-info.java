/** What residents are told again before it is due. */
@NullMarked
package city.zhanqiao.notifications.reminder;

import org.jspecify.annotations.NullMarked;
