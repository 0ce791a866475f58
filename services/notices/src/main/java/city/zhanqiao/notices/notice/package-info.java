/**
 * A notice from the draft to its end: what it says, whom it is for, who wrote and who approved it.
 */
@NullMarked
package city.zhanqiao.notices.notice;

import org.jspecify.annotations.NullMarked;
