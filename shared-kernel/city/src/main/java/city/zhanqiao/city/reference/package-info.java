/** Reading of the reference data that the kernel carries as resources. */
@NullMarked
package city.zhanqiao.city.reference;

import org.jspecify.annotations.NullMarked;
