/** Tests of the push services. */
@NullMarked
package city.zhanqiao.notifications.push;

import org.jspecify.annotations.NullMarked;
