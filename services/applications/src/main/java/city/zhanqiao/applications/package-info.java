/** Items (事项) and the applications (办件) that residents make for them. */
@NullMarked
package city.zhanqiao.applications;

import org.jspecify.annotations.NullMarked;
