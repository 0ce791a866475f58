/**
 * The person behind every case: profile, authority to act for others, places, consents, my data.
 */
@NullMarked
package city.zhanqiao.residents;

import org.jspecify.annotations.NullMarked;
