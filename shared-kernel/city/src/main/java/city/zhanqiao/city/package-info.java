/** What every part of the city speaks of, in plain Java: no framework, no input or output. */
@NullMarked
package city.zhanqiao.city;

import org.jspecify.annotations.NullMarked;
