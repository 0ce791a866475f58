/** Tests of what an assessment advises. */
@NullMarked
package city.zhanqiao.pilots.assessment;

import org.jspecify.annotations.NullMarked;
