/** The request under way: its id, its trace, and log lines that carry both. */
@NullMarked
package city.zhanqiao.web.request;

import org.jspecify.annotations.NullMarked;
