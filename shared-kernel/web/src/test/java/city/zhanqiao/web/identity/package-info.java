/** What is remembered of tokens and of the keys that sign them. */
@NullMarked
package city.zhanqiao.web.identity;

import org.jspecify.annotations.NullMarked;
