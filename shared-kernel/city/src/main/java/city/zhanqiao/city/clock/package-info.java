/** Legal clocks (计时): time limits in working days that stop and go on for lawful reasons only. */
@NullMarked
package city.zhanqiao.city.clock;

import org.jspecify.annotations.NullMarked;
