/** What apps are told when they start: minimum versions, feature flags, maintenance. */
@NullMarked
package city.zhanqiao.pilots.app;

import org.jspecify.annotations.NullMarked;
