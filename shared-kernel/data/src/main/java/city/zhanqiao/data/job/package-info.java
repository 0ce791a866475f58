/** Work that goes on in the background for as long as the service lives. */
@NullMarked
package city.zhanqiao.data.job;

import org.jspecify.annotations.NullMarked;
