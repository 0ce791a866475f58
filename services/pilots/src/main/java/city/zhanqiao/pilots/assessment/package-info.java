/** Assessments of pilots: frozen figures, gates, advice, decisions and the report (考核评估). */
@NullMarked
package city.zhanqiao.pilots.assessment;

import org.jspecify.annotations.NullMarked;
