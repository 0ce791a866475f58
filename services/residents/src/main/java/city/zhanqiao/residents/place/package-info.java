/** Places, topics and groups that say which notices matter to a resident. */
@NullMarked
package city.zhanqiao.residents.place;

import org.jspecify.annotations.NullMarked;
