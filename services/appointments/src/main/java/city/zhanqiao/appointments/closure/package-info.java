/** Days on which a hall stays closed, and what becomes of their bookings. */
@NullMarked
package city.zhanqiao.appointments.closure;

import org.jspecify.annotations.NullMarked;
