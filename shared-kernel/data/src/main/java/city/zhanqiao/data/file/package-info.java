/** Files that people hand in: where their bytes lie, and whether they are harmless. */
@NullMarked
package city.zhanqiao.data.file;

import org.jspecify.annotations.NullMarked;
