/** What touches PostgreSQL or Redis in every service. */
@NullMarked
package city.zhanqiao.data;

import org.jspecify.annotations.NullMarked;
