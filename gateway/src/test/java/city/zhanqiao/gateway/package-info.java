/** The gateway before services played by WireMock, over real sockets. */
@NullMarked
package city.zhanqiao.gateway;

import org.jspecify.annotations.NullMarked;
