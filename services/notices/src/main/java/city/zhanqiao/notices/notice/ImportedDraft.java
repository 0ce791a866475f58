package city.zhanqiao.notices.notice;

/**
 * A draft that was made of somebody else's alert.
 *
 * @param version for the next {@code If-Match}
 */
public record ImportedDraft(NoticeId id, long version) {}
