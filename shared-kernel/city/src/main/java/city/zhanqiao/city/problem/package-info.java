/** Problems that a caller is told about (RFC 9457), named here and rendered at the HTTP edge. */
@NullMarked
package city.zhanqiao.city.problem;

import org.jspecify.annotations.NullMarked;
