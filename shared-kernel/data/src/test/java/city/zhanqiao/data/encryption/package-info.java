@NullMarked
package city.zhanqiao.data.encryption;

import org.jspecify.annotations.NullMarked;
