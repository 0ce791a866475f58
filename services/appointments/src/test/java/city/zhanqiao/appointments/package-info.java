/** Appointments as residents and staff meet them. */
@NullMarked
package city.zhanqiao.appointments;

import org.jspecify.annotations.NullMarked;
