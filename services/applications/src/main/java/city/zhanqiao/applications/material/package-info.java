/**
 * The papers of a case: uploaded, seen at a window, or fetched from the agency that issued them.
 */
@NullMarked
package city.zhanqiao.applications.material;

import org.jspecify.annotations.NullMarked;
