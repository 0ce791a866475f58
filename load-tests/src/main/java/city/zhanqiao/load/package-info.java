/** Proof of speed and of rightness under stress that anybody can repeat. */
@NullMarked
package city.zhanqiao.load;

import org.jspecify.annotations.NullMarked;
