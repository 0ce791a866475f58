/**
 * The city's districts, streets and communities (行政区划) by code; places are never matched by name.
 */
@NullMarked
package city.zhanqiao.city.division;

import org.jspecify.annotations.NullMarked;
