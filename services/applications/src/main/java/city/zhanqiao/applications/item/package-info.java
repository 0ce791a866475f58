/** Service items (事项): versioned definitions, their forms, and the guide that residents read. */
@NullMarked
package city.zhanqiao.applications.item;

import org.jspecify.annotations.NullMarked;
