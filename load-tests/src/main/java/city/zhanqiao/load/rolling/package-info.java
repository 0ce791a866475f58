/** Every program restarted and keys changed while residents go on: nobody may notice. */
@NullMarked
package city.zhanqiao.load.rolling;

import org.jspecify.annotations.NullMarked;
