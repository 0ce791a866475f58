/** The pace of the waiting room. */
@NullMarked
package city.zhanqiao.appointments.room;

import org.jspecify.annotations.NullMarked;
