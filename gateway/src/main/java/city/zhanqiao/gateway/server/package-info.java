/** How the door itself behaves: headers of every answer, other origins, patience. */
@NullMarked
package city.zhanqiao.gateway.server;

import org.jspecify.annotations.NullMarked;
