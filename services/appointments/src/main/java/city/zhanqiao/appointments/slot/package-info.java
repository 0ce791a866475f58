/** The places that can be booked: made ahead, shown, never over capacity. */
@NullMarked
package city.zhanqiao.appointments.slot;

import org.jspecify.annotations.NullMarked;
