package city.zhanqiao.notifications.push;

/** What an address is; Firebase is leaving registration tokens for installation ids. */
public enum AddressKind {
    FCM_TOKEN,
    FCM_FID,
    APNS_TOKEN,
    PHONE,
    WEBHOOK_ID
}
