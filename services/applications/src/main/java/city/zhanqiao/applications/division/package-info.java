/** The city's divisions, for whoever fills in a form. */
@NullMarked
package city.zhanqiao.applications.division;

import org.jspecify.annotations.NullMarked;
