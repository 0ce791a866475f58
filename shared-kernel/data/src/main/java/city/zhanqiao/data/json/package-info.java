/** The JSON form of the city's own types, the same in events, stored answers and the API. */
@NullMarked
package city.zhanqiao.data.json;

import org.jspecify.annotations.NullMarked;
