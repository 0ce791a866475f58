/** The same lists as Atom, RSS and JSON Feed. */
@NullMarked
package city.zhanqiao.notices.feed;

import org.jspecify.annotations.NullMarked;
