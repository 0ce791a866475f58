/** The waiting room for released days: a fair order, and no more people than can be served. */
@NullMarked
package city.zhanqiao.appointments.room;

import org.jspecify.annotations.NullMarked;
