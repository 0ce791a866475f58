/** Facts about the departments. */
@NullMarked
package city.zhanqiao.city.department;

import org.jspecify.annotations.NullMarked;
