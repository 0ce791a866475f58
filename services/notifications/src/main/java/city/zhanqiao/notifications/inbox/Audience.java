package city.zhanqiao.notifications.inbox;

import java.util.Set;
import java.util.TreeSet;

/**
 * Whom a broadcast concerns: everybody with a place in one of the divisions; topics and groups
 * narrow it to those who follow or belong to one of them.
 *
 * @param divisions codes; at least one
 */
public record Audience(Set<String> divisions, Set<String> topics, Set<String> groups) {

    public Audience {
        divisions = Set.copyOf(divisions);
        topics = Set.copyOf(topics);
        groups = Set.copyOf(groups);
    }

    /** Everybody with a place in one division. */
    public static Audience of(String division) {
        return new Audience(Set.of(division), Set.of(), Set.of());
    }

    /** Whether topics or groups narrow it. */
    public boolean isNarrow() {
        return !topics.isEmpty() || !groups.isEmpty();
    }

    static String[] array(Set<String> codes) {
        return new TreeSet<>(codes).toArray(String[]::new);
    }
}
