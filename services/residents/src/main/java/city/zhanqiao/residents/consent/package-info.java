/** What residents allowed beyond duty (同意): for one purpose, one recipient and one text each. */
@NullMarked
package city.zhanqiao.residents.consent;

import org.jspecify.annotations.NullMarked;
