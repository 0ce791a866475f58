package city.zhanqiao.notices.reading;

import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.notices.notice.Content;
import city.zhanqiao.notices.notice.NoticeId;
import city.zhanqiao.notices.reading.Tongue.Said;
import city.zhanqiao.web.page.Cursor;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** How notices are shown. */
final class NoticeViews {

    private NoticeViews() {}

    static NoticeLine toLine(PublicNotice notice, Tongue tongue) {
        Content content = notice.content();
        Said said = tongue.of(content);
        return new NoticeLine(
                notice.id(),
                notice.edition(),
                content.kind(),
                content.severity(),
                content.urgency(),
                content.certainty(),
                said.language(),
                said.text().title(),
                said.text().summary(),
                new TreeSet<>(content.target().divisions()),
                content.target().topics(),
                content.example(),
                content.validFrom(),
                content.validUntil(),
                notice.publishedAt());
    }

    static NoticeView toView(PublicNotice notice, Tongue tongue) {
        Content content = notice.content();
        Said said = tongue.of(content);
        return new NoticeView(
                notice.id(),
                notice.edition(),
                state(notice),
                content.kind(),
                content.severity(),
                content.urgency(),
                content.certainty(),
                said.language(),
                content.texts().keySet().stream().sorted().toList(),
                said.text().title(),
                said.text().summary(),
                said.text().body(),
                said.text().plain(),
                said.text().instruction(),
                new TreeSet<>(content.target().divisions()),
                content.target().topics(),
                content.place(),
                content.attachments().stream().map(AttachmentView::of).toList(),
                content.example(),
                content.validFrom(),
                content.validUntil(),
                notice.publishedAt(),
                notice.firstPublishedAt(),
                notice.withdrawn());
    }

    private static State state(PublicNotice notice) {
        if (notice.withdrawn().isPresent()) {
            return State.WITHDRAWN;
        }
        return notice.expired() ? State.EXPIRED : State.PUBLISHED;
    }

    /** What the public is told of a notice's state. */
    enum State {
        PUBLISHED,
        WITHDRAWN,
        EXPIRED
    }

    /**
     * A page of notices.
     *
     * @param version moves when anything public changes; a poll compares it
     * @param next for {@code ?cursor=}; absent on the last page
     */
    record NoticeList(long version, List<NoticeLine> items, Optional<Cursor> next) {}

    /**
     * A notice in a list.
     *
     * @param edition 1, and one more with each update
     * @param language the words are in, which may not be the one asked for
     * @param example made up, not to be taken for real
     */
    record NoticeLine(
            NoticeId id,
            int edition,
            Content.Kind kind,
            Content.Severity severity,
            Content.Urgency urgency,
            Content.Certainty certainty,
            String language,
            String title,
            String summary,
            Set<DivisionCode> divisions,
            Set<String> topics,
            boolean example,
            Instant validFrom,
            Instant validUntil,
            Instant publishedAt) {}

    /**
     * A notice.
     *
     * @param language the words are in, which may not be the one asked for
     * @param languages it was written in
     * @param body a little HTML, cleaned
     * @param plain the same in short plain sentences
     * @param example made up, not to be taken for real
     * @param withdrawalReason when it was withdrawn
     */
    record NoticeView(
            NoticeId id,
            int edition,
            State state,
            Content.Kind kind,
            Content.Severity severity,
            Content.Urgency urgency,
            Content.Certainty certainty,
            String language,
            List<String> languages,
            String title,
            String summary,
            String body,
            Optional<String> plain,
            Optional<String> instruction,
            Set<DivisionCode> divisions,
            Set<String> topics,
            Optional<Content.Place> place,
            List<AttachmentView> attachments,
            boolean example,
            Instant validFrom,
            Instant validUntil,
            Instant publishedAt,
            Instant firstPublishedAt,
            Optional<String> withdrawalReason) {}

    /**
     * A file that comes with a notice.
     *
     * @param size in bytes
     * @param sha256 of the bytes, in hexadecimal; also the ETag of the file
     * @param link where to read it
     */
    record AttachmentView(
            UUID id, String name, String mediaType, long size, String sha256, String link) {

        static AttachmentView of(Content.Attachment file) {
            return new AttachmentView(
                    file.id(),
                    file.name(),
                    file.mediaType(),
                    file.size(),
                    file.sha256(),
                    file.path());
        }
    }

    /**
     * A page of what concerns a resident.
     *
     * @param unread on all pages; more than 99 are not counted
     * @param next for {@code ?cursor=}; absent on the last page
     */
    record OwnNoticeList(List<OwnNotice> items, long unread, Optional<Cursor> next) {}

    /**
     * A notice that concerns the resident.
     *
     * @param read whether the resident has seen this edition
     */
    record OwnNotice(NoticeLine notice, boolean read) {}
}
