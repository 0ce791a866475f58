@NullMarked
package city.zhanqiao.data.audit;

import org.jspecify.annotations.NullMarked;
