/**
 * Numbers and codes that stand for people, firms, licences and items: checked when read, masked
 * when printed.
 */
@NullMarked
package city.zhanqiao.city.identifier;

import org.jspecify.annotations.NullMarked;
