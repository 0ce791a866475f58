/** Where residents live and what they follow: a copy of the residents' service's registry. */
@NullMarked
package city.zhanqiao.notices.resident;

import org.jspecify.annotations.NullMarked;
