/** The issuer of tokens of the stack, its log-in page and the demo people. */
@NullMarked
package city.zhanqiao.local.identity;

import org.jspecify.annotations.NullMarked;
