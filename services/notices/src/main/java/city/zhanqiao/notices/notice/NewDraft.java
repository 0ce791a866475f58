package city.zhanqiao.notices.notice;

/**
 * A draft that was made of something else.
 *
 * @param version for the next {@code If-Match}
 */
public record NewDraft(NoticeId id, long version) {}
