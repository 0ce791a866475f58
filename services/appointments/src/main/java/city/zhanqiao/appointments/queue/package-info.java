/** The day in the hall: check-in, tickets, desks that call. */
@NullMarked
package city.zhanqiao.appointments.queue;

import org.jspecify.annotations.NullMarked;
