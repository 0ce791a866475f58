package city.zhanqiao.notifications.push;

import com.eatthepath.pushy.apns.PushNotificationResponse;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Optional;

import javax.net.ssl.SSLHandshakeException;

/**
 * Reads Apple's answers (Apple, <i>Handling notification responses from APNs</i>). A token that is
 * said to be bad is kept: a wrong host or app id would make all of them so.
 */
final class ApnsAnswers {

    private ApnsAnswers() {}

    static PushResult of(PushNotificationResponse<?> answer) {
        if (answer.isAccepted()) {
            return new PushResult.Accepted(answer.getApnsId().toString());
        }
        String reason = answer.getRejectionReason().orElse("");
        return switch (reason) {
            case "Unregistered", "ExpiredToken" -> new PushResult.AddressGone(reason);
            // Of one device, not of all.
            case "TooManyRequests" -> new PushResult.Unavailable(reason, Optional.empty());
            case "TooManyProviderTokenUpdates" -> new PushResult.Throttled(Optional.empty());
            case "BadCertificate",
                    "BadCertificateEnvironment",
                    "ExpiredProviderToken",
                    "Forbidden",
                    "InvalidProviderToken",
                    "MissingProviderToken",
                    "TopicDisallowed" ->
                    new PushResult.Unauthenticated(reason);
            case "BadDeviceToken", "DeviceTokenNotForTopic", "PayloadTooLarge" ->
                    new PushResult.Refused(reason);
            case "IdleTimeout", "InternalServerError", "ServiceUnavailable", "Shutdown" ->
                    new PushResult.Unavailable(reason, Optional.empty());
            default -> ofStatus(answer.getStatusCode());
        };
    }

    /** A connection that never was has carried nothing. */
    static PushResult of(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException
                    || cause instanceof UnknownHostException
                    || cause instanceof SSLHandshakeException) {
                return new PushResult.Unavailable("UNREACHABLE", Optional.empty());
            }
        }
        return new PushResult.Ambiguous("NO_ANSWER");
    }

    /** For reasons that Apple may yet invent. */
    private static PushResult ofStatus(int status) {
        String code = "HTTP_" + status;
        return switch (status) {
            case 403 -> new PushResult.Unauthenticated(code);
            case 410 -> new PushResult.AddressGone(code);
            case 429 -> new PushResult.Throttled(Optional.empty());
            case 400, 404, 405, 413 -> new PushResult.Refused(code);
            case 500, 503 -> new PushResult.Unavailable(code, Optional.empty());
            default -> new PushResult.Ambiguous(code);
        };
    }
}
