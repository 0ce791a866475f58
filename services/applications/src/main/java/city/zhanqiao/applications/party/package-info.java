/** Others whose consent a case needs, such as heirs: each answers in the own app. */
@NullMarked
package city.zhanqiao.applications.party;

import org.jspecify.annotations.NullMarked;
