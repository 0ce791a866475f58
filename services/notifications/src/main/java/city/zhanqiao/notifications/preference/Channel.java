package city.zhanqiao.notifications.preference;

import city.zhanqiao.notifications.push.Provider;

/** A way to a resident beside the inbox, which always has everything. */
public enum Channel {
    /** 推送: a hint on a device with the app. */
    PUSH,
    /** 短信: a text message. */
    SMS;

    /** The channel that a push service belongs to. */
    public static Channel of(Provider provider) {
        return switch (provider) {
            case FCM, APNS, WEBHOOK -> PUSH;
            case SMS -> SMS;
        };
    }
}
