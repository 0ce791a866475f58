/** The language an answer is given in. */
@NullMarked
package city.zhanqiao.web.language;

import org.jspecify.annotations.NullMarked;
