/** What happens while a service is gone or stands still. */
@NullMarked
package city.zhanqiao.gateway.peer;

import org.jspecify.annotations.NullMarked;
