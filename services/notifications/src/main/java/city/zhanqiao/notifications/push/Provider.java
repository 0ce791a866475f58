package city.zhanqiao.notifications.push;

/** Who carries a push to a device. */
public enum Provider {
    /** Firebase Cloud Messaging. */
    FCM,
    /** Apple's service, spoken to directly. */
    APNS,
    /** Text messages (短信). */
    SMS,
    /** A vendor's channel behind the city's own relay. */
    WEBHOOK;

    /** Whether an address of the kind means anything to it. */
    public boolean takes(AddressKind kind) {
        return switch (kind) {
            case FCM_TOKEN, FCM_FID -> this == FCM;
            case APNS_TOKEN -> this == APNS;
            case PHONE -> this == SMS;
            case WEBHOOK_ID -> this == WEBHOOK;
        };
    }
}
