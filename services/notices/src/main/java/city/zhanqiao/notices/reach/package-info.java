/** Whom a notice would reach, what became of its pushes, and how many have read it. */
@NullMarked
package city.zhanqiao.notices.reach;

import org.jspecify.annotations.NullMarked;
