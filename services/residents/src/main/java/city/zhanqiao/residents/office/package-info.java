/** What staff do with residents' files: find by exact number or phone, help, merge doubles. */
@NullMarked
package city.zhanqiao.residents.office;

import org.jspecify.annotations.NullMarked;
