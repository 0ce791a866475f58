/** What a resident wants to hear of, through which channel and at what hours. */
@NullMarked
package city.zhanqiao.notifications.preference;

import org.jspecify.annotations.NullMarked;
