/** What a service holds about one person, and who looked at it. */
@NullMarked
package city.zhanqiao.data.personal;

import org.jspecify.annotations.NullMarked;
