/** What open data must not give away. */
@NullMarked
package city.zhanqiao.pilots.dataset;

import org.jspecify.annotations.NullMarked;
