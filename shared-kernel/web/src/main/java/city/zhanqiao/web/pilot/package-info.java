/** How somebody is answered who is outside a pilot (试点). */
@NullMarked
package city.zhanqiao.web.pilot;

import org.jspecify.annotations.NullMarked;
