/** Who may act for whom: guardians of children, and proxies by person, matters and time. */
@NullMarked
package city.zhanqiao.residents.authority;

import org.jspecify.annotations.NullMarked;
