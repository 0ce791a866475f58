/** A booking's life, from the hold to its end. */
@NullMarked
package city.zhanqiao.appointments.booking;

import org.jspecify.annotations.NullMarked;
