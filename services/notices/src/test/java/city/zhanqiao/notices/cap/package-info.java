/** Alerts that keep the standard, and alerts that break it rule by rule. */
@NullMarked
package city.zhanqiao.notices.cap;

import org.jspecify.annotations.NullMarked;
