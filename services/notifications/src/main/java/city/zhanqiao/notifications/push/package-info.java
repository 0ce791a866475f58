/**
 * The port to push services, and what lies behind it: Firebase through its SDK, and relays over
 * HTTP for text messages and vendors' channels. Apple's service is named in {@link
 * city.zhanqiao.notifications.push.Provider} and has no adapter yet: its devices can be registered,
 * and what is meant for them is recorded as {@code PROVIDER_OFF} until a bean of type {@link
 * city.zhanqiao.notifications.push.PushProvider} for {@code APNS} exists; nothing else has to
 * change.
 */
@NullMarked
package city.zhanqiao.notifications.push;

import org.jspecify.annotations.NullMarked;
