/** The people behind cases, known here by their opaque ids. */
@NullMarked
package city.zhanqiao.applications.person;

import org.jspecify.annotations.NullMarked;
