/** Tests of the choices. */
@NullMarked
package city.zhanqiao.notifications.preference;

import org.jspecify.annotations.NullMarked;
