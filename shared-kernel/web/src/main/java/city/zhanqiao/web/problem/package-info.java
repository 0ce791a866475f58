/** Tells callers what went wrong, in their language and in one form (RFC 9457). */
@NullMarked
package city.zhanqiao.web.problem;

import org.jspecify.annotations.NullMarked;
