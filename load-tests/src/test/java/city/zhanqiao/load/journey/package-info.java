/** Journeys of a city's day in a city's proportions, played by Gatling against the whole stack. */
@NullMarked
package city.zhanqiao.load.journey;

import org.jspecify.annotations.NullMarked;
