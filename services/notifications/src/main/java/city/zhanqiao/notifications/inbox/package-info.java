/** A resident's inbox, the one true list of what they were told. */
@NullMarked
package city.zhanqiao.notifications.inbox;

import org.jspecify.annotations.NullMarked;
