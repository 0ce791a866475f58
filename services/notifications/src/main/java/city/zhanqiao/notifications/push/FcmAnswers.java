package city.zhanqiao.notifications.push;

import com.google.firebase.messaging.FirebaseMessagingException;
import com.google.firebase.messaging.MessagingErrorCode;

import org.jspecify.annotations.Nullable;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads what the SDK makes of Firebase's answers. */
final class FcmAnswers {

    private static final int UNAUTHENTICATED = 401;
    private static final int TOO_MANY = 429;
    private static final int BUSY = 503;
    private static final int SERVER_FAULT = 500;

    private FcmAnswers() {}

    static PushResult of(Throwable fault) {
        return fault instanceof FirebaseMessagingException answered
                ? of(answered)
                // Such as a status that the SDK does not know, or a 200 without a name.
                : new PushResult.Ambiguous("ODD_ANSWER");
    }

    private static PushResult of(FirebaseMessagingException fault) {
        @Nullable MessagingErrorCode code = fault.getMessagingErrorCode();
        return code == null ? ofStatus(fault) : ofCode(code, fault);
    }

    private static PushResult ofCode(MessagingErrorCode code, FirebaseMessagingException fault) {
        return switch (code) {
            case UNREGISTERED, SENDER_ID_MISMATCH -> new PushResult.AddressGone(code.name());
            case INVALID_ARGUMENT -> new PushResult.Refused(code.name());
            case QUOTA_EXCEEDED -> new PushResult.Throttled(retryAfter(fault));
            case INTERNAL, UNAVAILABLE ->
                    new PushResult.Unavailable(code.name(), retryAfter(fault));
            case THIRD_PARTY_AUTH_ERROR -> new PushResult.Unauthenticated(code.name());
        };
    }

    private static PushResult ofStatus(FirebaseMessagingException fault) {
        if (fault.getHttpResponse() == null) {
            return isNeverSent(fault)
                    ? new PushResult.Unavailable("UNREACHABLE", Optional.empty())
                    : new PushResult.Ambiguous("NO_ANSWER");
        }
        return switch (fault.getHttpResponse().getStatusCode()) {
            case UNAUTHENTICATED -> new PushResult.Unauthenticated("HTTP_401");
            case TOO_MANY -> new PushResult.Throttled(retryAfter(fault));
            case SERVER_FAULT, BUSY ->
                    new PushResult.Unavailable(
                            "HTTP_" + fault.getHttpResponse().getStatusCode(), retryAfter(fault));
            default -> new PushResult.Ambiguous("HTTP_" + fault.getHttpResponse().getStatusCode());
        };
    }

    private static boolean isNeverSent(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException || cause instanceof UnknownHostException) {
                return true;
            }
        }
        return false;
    }

    /** The SDK gives header names in lower case and values as a list. */
    private static Optional<Duration> retryAfter(FirebaseMessagingException fault) {
        return Optional.ofNullable(fault.getHttpResponse())
                .flatMap(answer -> header(answer.getHeaders(), "retry-after"))
                .filter(value -> value.matches("\\d{1,6}"))
                .map(Long::parseLong)
                .map(Duration::ofSeconds);
    }

    private static Optional<String> header(Map<String, Object> headers, String name) {
        return headers.entrySet().stream()
                .filter(entry -> entry.getKey().toLowerCase(Locale.ROOT).equals(name))
                .map(Map.Entry::getValue)
                .map(value ->
                        value instanceof Collection<?> several
                                ? String.valueOf(several.iterator().next())
                                : String.valueOf(value))
                .findFirst();
    }
}
