/** One API document out of those of all services. */
@NullMarked
package city.zhanqiao.gateway.document;

import org.jspecify.annotations.NullMarked;
