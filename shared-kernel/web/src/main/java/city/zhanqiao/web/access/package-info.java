/** Lets a caller reach an operation only by its declared access row. */
@NullMarked
package city.zhanqiao.web.access;

import org.jspecify.annotations.NullMarked;
