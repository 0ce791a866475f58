/**
 * How every server of the city listens: loops, limits, request ids, access log, reading of
 * arguments.
 */
@NullMarked
package city.zhanqiao.web.server;

import org.jspecify.annotations.NullMarked;
