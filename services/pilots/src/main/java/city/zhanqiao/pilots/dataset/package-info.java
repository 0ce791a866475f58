/** Open data: what may be known of pilots by everybody, and of nobody in particular. */
@NullMarked
package city.zhanqiao.pilots.dataset;

import org.jspecify.annotations.NullMarked;
