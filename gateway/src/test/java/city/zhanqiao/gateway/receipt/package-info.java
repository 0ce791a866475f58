/** Answers "did you get it?" for all services. */
@NullMarked
package city.zhanqiao.gateway.receipt;

import org.jspecify.annotations.NullMarked;
