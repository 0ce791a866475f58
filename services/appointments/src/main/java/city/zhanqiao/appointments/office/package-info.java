/** What the staff of a hall see of its day, its capacity and its figures. */
@NullMarked
package city.zhanqiao.appointments.office;

import org.jspecify.annotations.NullMarked;
