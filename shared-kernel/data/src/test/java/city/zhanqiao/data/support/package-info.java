/** Real servers for tests: PostgreSQL, Redis. */
@NullMarked
package city.zhanqiao.data.support;

import org.jspecify.annotations.NullMarked;
