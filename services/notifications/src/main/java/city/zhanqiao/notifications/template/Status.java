package city.zhanqiao.notifications.template;

/** How far the matter of a message is, the same for every kind. */
public enum Status {
    NEW,
    IN_PROGRESS,
    CLOSED
}
