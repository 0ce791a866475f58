/** Seeded property tests. */
@NullMarked
package city.zhanqiao.city.property;

import org.jspecify.annotations.NullMarked;
