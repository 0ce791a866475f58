package city.zhanqiao.notifications.live;

import tools.jackson.databind.JsonNode;

import java.util.Objects;
import java.util.Optional;

/**
 * What services say to each other on the live channel of Redis: a hint that may be lost.
 *
 * @param resident whom it concerns; empty for anybody
 * @param event {@code inbox} when an inbox has changed; anything else is handed on as it is
 * @param data of what is handed on
 */
record Tick(Optional<String> resident, String event, JsonNode data) {

    Tick {
        Objects.requireNonNull(event);
    }

    static final String CHANNEL = "zhanqiao:live";
    static final String INBOX = "inbox";

    /** Whether it only says that there is something to read. */
    boolean isInbox() {
        return event.equals(INBOX);
    }
}
