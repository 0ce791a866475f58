/** Public reads answered from memory, also while their service is out. */
@NullMarked
package city.zhanqiao.gateway.open;

import org.jspecify.annotations.NullMarked;
