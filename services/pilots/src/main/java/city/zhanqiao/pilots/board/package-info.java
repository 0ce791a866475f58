/** The pilot office's view of today, and the gates that are about to be missed. */
@NullMarked
package city.zhanqiao.pilots.board;

import org.jspecify.annotations.NullMarked;
