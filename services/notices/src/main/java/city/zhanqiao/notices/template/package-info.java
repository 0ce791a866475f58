/** Ready-made notices with blanks, so that the first minutes are not spent on wording. */
@NullMarked
package city.zhanqiao.notices.template;

import org.jspecify.annotations.NullMarked;
