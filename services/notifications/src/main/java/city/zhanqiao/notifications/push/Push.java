package city.zhanqiao.notifications.push;

import java.time.Duration;
import java.util.UUID;

/**
 * A hint on a device that there is something to read. It holds no personal data: it crosses foreign
 * servers and shows on locked screens.
 *
 * @param message tells the app what to fetch, and by which it knows one that came twice
 * @param tag a later push with the same tag replaces this one on the phone; at most 64 bytes
 * @param kind for the app's own sorting, such as {@code APPLICATION}
 * @param largeText a hint for the app: the reader is in 长辈模式
 * @param urgent wakes a sleeping phone
 * @param life how long it is worth delivering, 0 to 28 days
 */
public record Push(
        UUID message,
        String tag,
        String kind,
        String title,
        String text,
        String language,
        boolean largeText,
        boolean urgent,
        Duration life) {}
