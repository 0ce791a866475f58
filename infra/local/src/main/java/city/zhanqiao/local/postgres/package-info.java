/** The PostgreSQL server of the stack. */
@NullMarked
package city.zhanqiao.local.postgres;

import org.jspecify.annotations.NullMarked;
