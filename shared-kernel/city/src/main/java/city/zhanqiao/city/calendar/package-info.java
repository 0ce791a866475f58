/** The working calendar (工作日历) of the mainland and the city's local time. */
@NullMarked
package city.zhanqiao.city.calendar;

import org.jspecify.annotations.NullMarked;
