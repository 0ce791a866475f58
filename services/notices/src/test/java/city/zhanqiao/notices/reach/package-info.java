/** Numbers that tell nobody apart. */
@NullMarked
package city.zhanqiao.notices.reach;

import org.jspecify.annotations.NullMarked;
