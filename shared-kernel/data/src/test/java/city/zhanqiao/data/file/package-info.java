/** Facts about stores and scanners. */
@NullMarked
package city.zhanqiao.data.file;

import org.jspecify.annotations.NullMarked;
