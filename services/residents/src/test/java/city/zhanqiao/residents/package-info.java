/** The residents' service over HTTP, on a real PostgreSQL and Redis. */
@NullMarked
package city.zhanqiao.residents;

import org.jspecify.annotations.NullMarked;
