/** The audit trails of all services as one. */
@NullMarked
package city.zhanqiao.gateway.audit;

import org.jspecify.annotations.NullMarked;
