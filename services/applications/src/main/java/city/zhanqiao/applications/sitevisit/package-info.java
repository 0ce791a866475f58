/** Joint site visits: one coming of several departments, each check signed by two officers. */
@NullMarked
package city.zhanqiao.applications.sitevisit;

import org.jspecify.annotations.NullMarked;
