/** What the service tells when a pilot is stopped. */
@NullMarked
package city.zhanqiao.applications.scenario;

import org.jspecify.annotations.NullMarked;
