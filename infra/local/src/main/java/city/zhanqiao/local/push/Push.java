package city.zhanqiao.local.push;

import static java.util.stream.Collectors.toMap;

import tools.jackson.databind.JsonNode;

import java.time.Instant;
import java.util.Map;

/**
 * A push that was sent here.
 *
 * @param name the one FCM would give it
 * @param target a token, topic or condition
 * @param status the HTTP status it was answered with
 * @param message the message as sent
 */
record Push(
        String name,
        Instant receivedAt,
        String project,
        Target target,
        int status,
        JsonNode message) {

    /**
     * To whom.
     *
     * @param kind {@code token}, {@code fid}, {@code topic} or {@code condition}
     */
    record Target(String kind, String value) {}

    String title() {
        return message.path("notification").path("title").asString("");
    }

    String text() {
        return message.path("notification").path("body").asString("");
    }

    Map<String, String> data() {
        return message.path("data").properties().stream()
                .collect(toMap(Map.Entry::getKey, field -> field.getValue().asString("")));
    }
}
