package city.zhanqiao.load.push;

import java.util.Map;

/**
 * What the stand-in counted.
 *
 * @param requests all of them
 * @param accepted answered with a name
 * @param shown different messages on different phones
 * @param again came again under the same tag, which a phone does not show twice
 * @param doubled came again under another tag, which it does
 * @param kinds how many of those that are shown are of each kind
 * @param firstMicros when the first was shown, microseconds since 1970
 * @param lastMicros when the last was shown for the first time
 */
public record Tally(
        long requests,
        long accepted,
        long shown,
        long again,
        long doubled,
        Map<String, Long> kinds,
        long firstMicros,
        long lastMicros) {

    /** How many of a kind are shown. */
    long of(String kind) {
        return kinds.getOrDefault(kind, 0L);
    }

    /** From the first message to the last. */
    public double seconds() {
        return shown == 0 ? 0 : (lastMicros - firstMicros) / 1e6;
    }
}
