/** Facts about the working calendar. */
@NullMarked
package city.zhanqiao.city.calendar;

import org.jspecify.annotations.NullMarked;
