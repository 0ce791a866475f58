/** My data (我的数据): a copy of everything, corrections, and leaving. */
@NullMarked
package city.zhanqiao.residents.mydata;

import org.jspecify.annotations.NullMarked;
