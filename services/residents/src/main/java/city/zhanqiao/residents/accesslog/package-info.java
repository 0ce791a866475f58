/** Who looked at a resident's file, in all services. */
@NullMarked
package city.zhanqiao.residents.accesslog;

import org.jspecify.annotations.NullMarked;
