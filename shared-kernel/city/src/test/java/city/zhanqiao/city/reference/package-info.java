/** Facts about reading reference files. */
@NullMarked
package city.zhanqiao.city.reference;

import org.jspecify.annotations.NullMarked;
