/** Facts about materials. */
@NullMarked
package city.zhanqiao.applications.material;

import org.jspecify.annotations.NullMarked;
