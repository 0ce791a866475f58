/** Slots, tried from inside. */
@NullMarked
package city.zhanqiao.appointments.slot;

import org.jspecify.annotations.NullMarked;
