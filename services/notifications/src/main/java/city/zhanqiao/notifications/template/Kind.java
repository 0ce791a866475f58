package city.zhanqiao.notifications.template;

/** What a message is about; residents choose their channels for each kind. */
public enum Kind {
    /** 办件: the resident's own applications. */
    APPLICATION,
    /** 预约: bookings, places offered, halls closed. */
    BOOKING,
    /** 账户: authority given to others, requests about one's data. */
    ACCOUNT,
    /** 提醒: something is due soon. */
    REMINDER,
    /** 通知公告: local notices. */
    NOTICE,
    /** 应急: danger; cannot be switched off where it applies. */
    EMERGENCY
}
