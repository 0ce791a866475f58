/** Processes beside the stack: none of them outlives it. */
@NullMarked
package city.zhanqiao.local.process;

import org.jspecify.annotations.NullMarked;
