/** Turns events of other services into messages for residents. */
@NullMarked
package city.zhanqiao.notifications.news;

import org.jspecify.annotations.NullMarked;
