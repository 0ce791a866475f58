/**
 * The connection to the service's own database, and transactions that a leaving client cannot tear.
 */
@NullMarked
package city.zhanqiao.data.database;

import org.jspecify.annotations.NullMarked;
