@NullMarked
package city.zhanqiao.city;

import org.jspecify.annotations.NullMarked;
