@NullMarked
package city.zhanqiao.data.event;

import org.jspecify.annotations.NullMarked;
