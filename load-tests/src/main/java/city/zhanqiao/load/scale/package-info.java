/** What a rush of a million residents would be like at the rates that the benches have measured. */
@NullMarked
package city.zhanqiao.load.scale;

import org.jspecify.annotations.NullMarked;
