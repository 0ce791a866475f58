package city.zhanqiao.notices.reading;

import city.zhanqiao.notices.notice.Content;
import city.zhanqiao.notices.notice.NoticeId;

import java.time.Instant;
import java.util.Optional;

/**
 * What is or was public of a notice.
 *
 * @param edition 1, and one more with each update
 * @param publishedAt of the edition
 * @param firstPublishedAt of the first edition
 * @param withdrawn why it was withdrawn, if it was
 * @param expired whether its time is over
 */
public record PublicNotice(
        NoticeId id,
        int edition,
        Content content,
        Instant publishedAt,
        Instant firstPublishedAt,
        Optional<String> withdrawn,
        boolean expired) {}
