@NullMarked
package city.zhanqiao.applications;

import org.jspecify.annotations.NullMarked;
