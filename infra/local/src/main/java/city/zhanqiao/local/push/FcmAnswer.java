package city.zhanqiao.local.push;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What Firebase Cloud Messaging answers to a send request (HTTP v1).
 *
 * @param status the HTTP status
 * @param body the JSON document
 * @param retryAfter for the header of the same name
 */
record FcmAnswer(int status, Map<String, Object> body, Optional<Duration> retryAfter) {

    static FcmAnswer accepted(String name) {
        return new FcmAnswer(200, Map.of("name", name), Optional.empty());
    }

    /**
     * A refusal as Google words it.
     *
     * @param status the canonical code, such as {@code NOT_FOUND}
     * @param errorCode the code of FCM's own, which clients should look at
     */
    static FcmAnswer refused(int http, String status, String errorCode, String message) {
        Map<String, Object> own =
                Map.of(
                        "@type",
                        "type.googleapis.com/google.firebase.fcm.v1.FcmError",
                        "errorCode",
                        errorCode);
        Map<String, Object> error =
                Map.of(
                        "code", http,
                        "message", message,
                        "status", status,
                        "details", List.of(own));
        return new FcmAnswer(http, Map.of("error", error), Optional.empty());
    }

    static FcmAnswer invalid(String message) {
        return refused(400, "INVALID_ARGUMENT", "INVALID_ARGUMENT", message);
    }

    FcmAnswer after(Duration pause) {
        return new FcmAnswer(status, body, Optional.of(pause));
    }

    boolean isAccepted() {
        return status == 200;
    }
}
