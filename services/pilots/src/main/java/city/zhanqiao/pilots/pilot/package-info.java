/** The registry of pilots (试点): scenario and district, their moves, and who decided on them. */
@NullMarked
package city.zhanqiao.pilots.pilot;

import org.jspecify.annotations.NullMarked;
