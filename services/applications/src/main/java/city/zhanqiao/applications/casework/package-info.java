/** Applications (办件) from draft to result: states, clocks, steps, and who may take them. */
@NullMarked
package city.zhanqiao.applications.casework;

import org.jspecify.annotations.NullMarked;
