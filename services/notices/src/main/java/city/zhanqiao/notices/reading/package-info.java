/** What the public reads: lists by place and topic, one notice, the own feed of a resident. */
@NullMarked
package city.zhanqiao.notices.reading;

import org.jspecify.annotations.NullMarked;
