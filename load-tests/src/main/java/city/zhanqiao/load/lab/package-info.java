/** What a measurement runs on: servers, programs, tools. */
@NullMarked
package city.zhanqiao.load.lab;

import org.jspecify.annotations.NullMarked;
