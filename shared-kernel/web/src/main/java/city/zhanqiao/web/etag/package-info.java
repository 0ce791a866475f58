/** Versions in HTTP: ETag, If-Match and answers that carry them (RFC 9110 §13). */
@NullMarked
package city.zhanqiao.web.etag;

import org.jspecify.annotations.NullMarked;
