/** Firms and the people who may act for them. */
@NullMarked
package city.zhanqiao.residents.firm;

import org.jspecify.annotations.NullMarked;
