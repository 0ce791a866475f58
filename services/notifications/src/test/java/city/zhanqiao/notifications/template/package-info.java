/** Trials of the words. */
@NullMarked
package city.zhanqiao.notifications.template;

import org.jspecify.annotations.NullMarked;
