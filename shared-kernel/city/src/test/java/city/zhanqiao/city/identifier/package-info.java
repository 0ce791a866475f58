/** Facts about identifiers. */
@NullMarked
package city.zhanqiao.city.identifier;

import org.jspecify.annotations.NullMarked;
