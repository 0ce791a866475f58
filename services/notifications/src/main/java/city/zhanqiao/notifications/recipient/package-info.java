/** Who is told, and in which language: a copy of what residents say about themselves. */
@NullMarked
package city.zhanqiao.notifications.recipient;

import org.jspecify.annotations.NullMarked;
