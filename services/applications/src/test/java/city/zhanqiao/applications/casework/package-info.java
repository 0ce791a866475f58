/** Facts about casework. */
@NullMarked
package city.zhanqiao.applications.casework;

import org.jspecify.annotations.NullMarked;
