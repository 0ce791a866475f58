package city.zhanqiao.notifications.push;

import com.eatthepath.pushy.apns.ApnsPushNotification;
import com.eatthepath.pushy.apns.DeliveryPriority;
import com.eatthepath.pushy.apns.PushType;
import com.eatthepath.pushy.apns.util.ApnsPayloadBuilder;
import com.eatthepath.pushy.apns.util.InterruptionLevel;
import com.eatthepath.pushy.apns.util.SimpleApnsPayloadBuilder;
import com.eatthepath.pushy.apns.util.SimpleApnsPushNotification;

import java.time.InstantSource;

/** Writes a push as Apple wants it, with the same data for the app as through Firebase. */
final class ApnsNotifications {

    private static final String EMERGENCY = "EMERGENCY";

    private final String topic;
    private final InstantSource clock;

    /**
     * @param topic bundle id of the app
     */
    ApnsNotifications(String topic, InstantSource clock) {
        this.topic = topic;
        this.clock = clock;
    }

    /** The tag replaces on the screen what it named before, also when it is sent again. */
    ApnsPushNotification toDevice(Push push, Address address) {
        if (address.kind() != AddressKind.APNS_TOKEN) {
            throw new IllegalArgumentException(address + " is none of Apple's");
        }
        return new SimpleApnsPushNotification(
                address.value(),
                topic,
                payload(push),
                clock.instant().plus(push.life()),
                push.urgent() ? DeliveryPriority.IMMEDIATE : DeliveryPriority.CONSERVE_POWER,
                PushType.ALERT,
                push.tag());
    }

    private static String payload(Push push) {
        ApnsPayloadBuilder payload =
                new SimpleApnsPayloadBuilder()
                        .setAlertTitle(push.title())
                        .setAlertBody(push.text())
                        .setThreadId(push.tag())
                        .addCustomProperty("nid", push.message().toString())
                        .addCustomProperty("kind", push.kind())
                        .addCustomProperty("text", push.largeText() ? "large" : "normal");
        // Danger passes a phone's own focus mode; more than that needs Apple's leave.
        return push.kind().equals(EMERGENCY)
                ? payload.setInterruptionLevel(InterruptionLevel.TIME_SENSITIVE).build()
                : payload.build();
    }
}
