/** What has changed for a resident, across services, since their app last asked. */
@NullMarked
package city.zhanqiao.gateway.sync;

import org.jspecify.annotations.NullMarked;
