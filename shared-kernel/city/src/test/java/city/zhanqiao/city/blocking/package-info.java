/** Keeps the tests from waiting on event loops. */
@NullMarked
package city.zhanqiao.city.blocking;

import org.jspecify.annotations.NullMarked;
