/**
 * Who is asking, and who may: callers, roles, real-name levels and the access row of an operation.
 */
@NullMarked
package city.zhanqiao.city.identity;

import org.jspecify.annotations.NullMarked;
