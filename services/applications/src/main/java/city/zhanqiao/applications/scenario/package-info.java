/** What is open where: a copy of the pilots' registry, asked when a case is handed in. */
@NullMarked
package city.zhanqiao.applications.scenario;

import org.jspecify.annotations.NullMarked;
