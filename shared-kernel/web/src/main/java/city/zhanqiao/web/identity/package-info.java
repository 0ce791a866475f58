/** Turns verified tokens into callers, one issuer for each face of the service. */
@NullMarked
package city.zhanqiao.web.identity;

import org.jspecify.annotations.NullMarked;
