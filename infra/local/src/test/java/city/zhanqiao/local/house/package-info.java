/** What holds in every module, checked on the classes of all of them. */
@NullMarked
package city.zhanqiao.local.house;

import org.jspecify.annotations.NullMarked;
