/** What a service holds about one person. */
@NullMarked
package city.zhanqiao.data.personal;

import org.jspecify.annotations.NullMarked;
