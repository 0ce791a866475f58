@NullMarked
package city.zhanqiao.data.database;

import org.jspecify.annotations.NullMarked;
