/** A stand-in for Firebase Cloud Messaging that keeps and shows the pushes it gets. */
@NullMarked
package city.zhanqiao.local.push;

import org.jspecify.annotations.NullMarked;
