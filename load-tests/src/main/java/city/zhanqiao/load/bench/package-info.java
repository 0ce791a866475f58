/** Side by side measurements: ours, a named rival, the ratio. */
@NullMarked
package city.zhanqiao.load.bench;

import org.jspecify.annotations.NullMarked;
