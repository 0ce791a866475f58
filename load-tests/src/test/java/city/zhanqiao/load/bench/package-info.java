/** The arithmetic of the benches, not their speed. */
@NullMarked
package city.zhanqiao.load.bench;

import org.jspecify.annotations.NullMarked;
