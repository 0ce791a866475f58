package city.zhanqiao.local.push;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads a send request as strictly as FCM does. */
sealed interface SendRequest {

    JsonMapper JSON = JsonMapper.shared();

    List<String> TARGETS = List.of("token", "fid", "topic", "condition");

    /** FCM's limit for what reaches the device. */
    int MAX_PAYLOAD_BYTES = 4096;

    /** A request that FCM would take. */
    record Valid(Push.Target target, JsonNode message, boolean rehearsal) implements SendRequest {}

    /** A request that FCM would refuse. */
    record Invalid(FcmAnswer answer) implements SendRequest {}

    static SendRequest read(String body) {
        JsonNode request;
        try {
            request = JSON.readTree(body);
        } catch (JacksonException e) {
            return invalid("Invalid JSON payload received.");
        }
        JsonNode message = request.path("message");
        List<String> targets = TARGETS.stream().filter(message::hasNonNull).toList();
        if (!message.isObject()) {
            return invalid("Invalid value at 'message'");
        }
        if (targets.size() != 1) {
            return invalid("Recipient of the message is not set.");
        }
        if (!message.path("data").values().stream().allMatch(JsonNode::isString)) {
            return invalid("Invalid value at 'message.data[0].value' (TYPE_STRING)");
        }
        if (payload(message) > MAX_PAYLOAD_BYTES) {
            return invalid("Message too big");
        }
        String kind = targets.getFirst();
        return new Valid(
                new Push.Target(kind, message.path(kind).asString("")),
                message,
                request.path("validate_only").asBoolean(false));
    }

    private static int payload(JsonNode message) {
        return bytes(message.path("data")) + bytes(message.path("notification"));
    }

    private static int bytes(JsonNode node) {
        return node.isMissingNode() ? 0 : node.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    private static SendRequest invalid(String message) {
        return new Invalid(FcmAnswer.invalid(message));
    }
}
