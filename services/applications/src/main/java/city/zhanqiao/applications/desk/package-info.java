/** What staff write beside a case: notes, questions to other departments, words they use often. */
@NullMarked
package city.zhanqiao.applications.desk;

import org.jspecify.annotations.NullMarked;
