/** What services need to test their operations over HTTP. */
@NullMarked
package city.zhanqiao.web.test;

import org.jspecify.annotations.NullMarked;
