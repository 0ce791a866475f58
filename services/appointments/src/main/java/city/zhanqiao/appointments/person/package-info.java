/** The people behind bookings, known here by their opaque ids. */
@NullMarked
package city.zhanqiao.appointments.person;

import org.jspecify.annotations.NullMarked;
