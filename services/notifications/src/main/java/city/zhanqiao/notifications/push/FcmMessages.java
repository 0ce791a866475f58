package city.zhanqiao.notifications.push;

import com.google.firebase.messaging.AndroidConfig;
import com.google.firebase.messaging.AndroidNotification;
import com.google.firebase.messaging.ApnsConfig;
import com.google.firebase.messaging.Aps;
import com.google.firebase.messaging.Message;
import com.google.firebase.messaging.Notification;

import java.time.Duration;
import java.time.InstantSource;

/** Writes a push as Firebase wants it. */
final class FcmMessages {

    /** Firebase keeps nothing longer. */
    private static final Duration LONGEST_LIFE = Duration.ofDays(28);

    private static final String EMERGENCY = "EMERGENCY";

    private final InstantSource clock;

    FcmMessages(InstantSource clock) {
        this.clock = clock;
    }

    Message toDevice(Push push, Address address) {
        Message.Builder message = common(push);
        return switch (address.kind()) {
            case FCM_FID -> message.setFid(address.value()).build();
            case FCM_TOKEN -> byToken(message, address.value());
            case APNS_TOKEN, PHONE, WEBHOOK_ID ->
                    throw new IllegalArgumentException(address + " is none of Firebase's");
        };
    }

    Message toTopic(Push push, String topic) {
        return common(push).setTopic(topic).build();
    }

    /** Deprecated in favour of installation ids, but it is what most installed apps have. */
    @SuppressWarnings("deprecation")
    private static Message byToken(Message.Builder message, String token) {
        return message.setToken(token).build();
    }

    private Message.Builder common(Push push) {
        return Message.builder()
                .setNotification(
                        Notification.builder().setTitle(push.title()).setBody(push.text()).build())
                .putData("nid", push.message().toString())
                .putData("kind", push.kind())
                .putData("text", push.largeText() ? "large" : "normal")
                .setAndroidConfig(android(push))
                .setApnsConfig(apple(push));
    }

    /** The tag replaces on the screen; a collapse key would use up the device's four. */
    private static AndroidConfig android(Push push) {
        return AndroidConfig.builder()
                .setPriority(
                        push.urgent() ? AndroidConfig.Priority.HIGH : AndroidConfig.Priority.NORMAL)
                .setTtl(life(push).toMillis())
                .setNotification(
                        AndroidNotification.builder()
                                .setTag(push.tag())
                                .setChannelId(push.kind())
                                .build())
                .build();
    }

    private ApnsConfig apple(Push push) {
        return ApnsConfig.builder()
                .putHeader("apns-collapse-id", push.tag())
                .putHeader("apns-priority", push.urgent() ? "10" : "5")
                .putHeader(
                        "apns-expiration",
                        Long.toString(clock.instant().plus(life(push)).getEpochSecond()))
                .setAps(aps(push))
                .build();
    }

    /** Danger passes a phone's own focus mode; more than that needs Apple's leave. */
    private static Aps aps(Push push) {
        Aps.Builder aps = Aps.builder().setThreadId(push.tag());
        return push.kind().equals(EMERGENCY)
                ? aps.putCustomData("interruption-level", "time-sensitive").build()
                : aps.build();
    }

    private static Duration life(Push push) {
        return push.life().compareTo(LONGEST_LIFE) > 0 ? LONGEST_LIFE : push.life();
    }
}
