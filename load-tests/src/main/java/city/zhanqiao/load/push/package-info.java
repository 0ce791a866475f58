/**
 * Pushes and live streams under load: a stand-in for Firebase that keeps count, and four courses.
 */
@NullMarked
package city.zhanqiao.load.push;

import org.jspecify.annotations.NullMarked;
