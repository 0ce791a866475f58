/** 好差评: how residents rate what the city did, and what follows from a bad rating. */
@NullMarked
package city.zhanqiao.applications.rating;

import org.jspecify.annotations.NullMarked;
