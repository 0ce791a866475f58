/** The departments (部门) that answer for items, by code. */
@NullMarked
package city.zhanqiao.city.department;

import org.jspecify.annotations.NullMarked;
