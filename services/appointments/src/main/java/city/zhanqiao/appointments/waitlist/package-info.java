/** Who waits for a place, and the places offered to them alone for a while. */
@NullMarked
package city.zhanqiao.appointments.waitlist;

import org.jspecify.annotations.NullMarked;
