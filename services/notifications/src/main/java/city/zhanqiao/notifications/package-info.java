/** Tells residents what concerns them: an inbox (消息) that is the truth, and pushes that hint. */
@NullMarked
package city.zhanqiao.notifications;

import org.jspecify.annotations.NullMarked;
