/** What the city gives in writing: notices, decisions and results that anybody can check. */
@NullMarked
package city.zhanqiao.applications.voucher;

import org.jspecify.annotations.NullMarked;
