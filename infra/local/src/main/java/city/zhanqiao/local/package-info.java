/** The whole city on one machine, with one command. */
@NullMarked
package city.zhanqiao.local;

import org.jspecify.annotations.NullMarked;
