/** Local notices (通知公告): written by one, published by another, read by everybody they concern. */
@NullMarked
package city.zhanqiao.notices;

import org.jspecify.annotations.NullMarked;
