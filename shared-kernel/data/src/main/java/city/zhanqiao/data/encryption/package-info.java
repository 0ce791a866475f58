/** Personal fields at rest: sealed values, keyed look-up hashes, key rotation. */
@NullMarked
package city.zhanqiao.data.encryption;

import org.jspecify.annotations.NullMarked;
