/** The Common Alerting Protocol 1.2, out and in. */
@NullMarked
package city.zhanqiao.notices.cap;

import org.jspecify.annotations.NullMarked;
