/** What is said: versioned words for every kind of news, in every language. */
@NullMarked
package city.zhanqiao.notifications.template;

import org.jspecify.annotations.NullMarked;
