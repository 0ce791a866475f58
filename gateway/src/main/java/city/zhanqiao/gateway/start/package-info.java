/** What an app asks first: minimum versions, flags, maintenance; known also when nobody answers. */
@NullMarked
package city.zhanqiao.gateway.start;

import org.jspecify.annotations.NullMarked;
