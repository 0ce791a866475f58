/** Pages of XHTML printed as PDF, with Chinese letters. */
@NullMarked
package city.zhanqiao.web.print;

import org.jspecify.annotations.NullMarked;
