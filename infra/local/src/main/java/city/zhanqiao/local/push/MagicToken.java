package city.zhanqiao.local.push;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Device tokens that provoke an answer, so that bad days can be rehearsed. */
enum MagicToken {
    UNREGISTERED,
    UNAVAILABLE,
    QUOTA,
    INTERNAL,
    INVALID,
    MISMATCH,
    /** Says yes without a name, which happens when something between answers for FCM. */
    NAMELESS,
    /** A status that no list knows. */
    ODD,
    /** Accepts, but later than any client should wait. */
    SLOW;

    private static final Duration TOO_LONG = Duration.ofSeconds(20);

    /** What is sent as the device token, such as {@code token-unregistered}. */
    String token() {
        return "token-" + name().toLowerCase(Locale.ROOT);
    }

    /**
     * What is answered.
     *
     * @param name the name of the message, should it be accepted
     */
    FcmAnswer answer(String name) {
        return switch (this) {
            case UNREGISTERED ->
                    FcmAnswer.refused(
                            404, "NOT_FOUND", "UNREGISTERED", "Requested entity was not found.");
            case UNAVAILABLE ->
                    FcmAnswer.refused(
                            503,
                            "UNAVAILABLE",
                            "UNAVAILABLE",
                            "The service is currently unavailable.");
            case QUOTA ->
                    FcmAnswer.refused(
                                    429,
                                    "RESOURCE_EXHAUSTED",
                                    "QUOTA_EXCEEDED",
                                    "Sending limit exceeded for the message target.")
                            .after(Duration.ofSeconds(2));
            case INTERNAL ->
                    FcmAnswer.refused(500, "INTERNAL", "INTERNAL", "Internal error encountered.");
            case INVALID ->
                    FcmAnswer.invalid(
                            "The registration token is not a valid FCM registration token");
            case MISMATCH ->
                    FcmAnswer.refused(
                            403, "PERMISSION_DENIED", "SENDER_ID_MISMATCH", "SenderId mismatch");
            case NAMELESS -> new FcmAnswer(200, Map.of(), Optional.empty());
            case ODD -> new FcmAnswer(418, Map.of(), Optional.empty());
            case SLOW -> FcmAnswer.accepted(name);
        };
    }

    Duration delay() {
        return this == SLOW ? TOO_LONG : Duration.ZERO;
    }

    static Optional<MagicToken> of(String token) {
        return Arrays.stream(values()).filter(magic -> magic.token().equals(token)).findFirst();
    }
}
