/**
 * The port to push services, and what lies behind it: Firebase through its SDK, Apple's service
 * through Pushy, and relays over HTTP for text messages and vendors' channels.
 */
@NullMarked
package city.zhanqiao.notifications.push;

import org.jspecify.annotations.NullMarked;
