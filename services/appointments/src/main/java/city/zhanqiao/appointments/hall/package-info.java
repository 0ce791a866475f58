/** Service halls: where they are, what their desks offer, when they are open. */
@NullMarked
package city.zhanqiao.appointments.hall;

import org.jspecify.annotations.NullMarked;
