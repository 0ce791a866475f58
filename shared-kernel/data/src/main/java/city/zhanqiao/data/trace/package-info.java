/** The trace of an act goes on in other processes, by what the act has written. */
@NullMarked
package city.zhanqiao.data.trace;

import org.jspecify.annotations.NullMarked;
