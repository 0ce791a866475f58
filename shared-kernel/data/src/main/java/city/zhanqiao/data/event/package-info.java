/**
 * The event log: written with the act, numbered after the commit, delivered in order, consumed
 * once.
 */
@NullMarked
package city.zhanqiao.data.event;

import org.jspecify.annotations.NullMarked;
