/** The indicators of a pilot, counted from the events of the services (考核指标). */
@NullMarked
package city.zhanqiao.pilots.indicator;

import org.jspecify.annotations.NullMarked;
