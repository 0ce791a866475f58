/** A resident's own file: who they are and how they want to be served. */
@NullMarked
package city.zhanqiao.residents.profile;

import org.jspecify.annotations.NullMarked;
