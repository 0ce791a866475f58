/** A small service that uses everything this module offers, and the tests that ask it over HTTP. */
@NullMarked
package city.zhanqiao.web.trial;

import org.jspecify.annotations.NullMarked;
