/** Halls, slots, bookings, the waiting list and the queue. */
@NullMarked
package city.zhanqiao.appointments;

import org.jspecify.annotations.NullMarked;
