@NullMarked
package city.zhanqiao.data.job;

import org.jspecify.annotations.NullMarked;
