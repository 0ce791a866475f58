/** Files that come with notices: uploaded by publishers, read by everybody. */
@NullMarked
package city.zhanqiao.notices.attachment;

import org.jspecify.annotations.NullMarked;
