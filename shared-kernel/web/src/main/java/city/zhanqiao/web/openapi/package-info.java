/** The API document (OpenAPI 3.1), made from the operations themselves and their access rows. */
@NullMarked
package city.zhanqiao.web.openapi;

import org.jspecify.annotations.NullMarked;
