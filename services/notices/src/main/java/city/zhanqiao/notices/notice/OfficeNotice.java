package city.zhanqiao.notices.notice;

import city.zhanqiao.city.Version;
import city.zhanqiao.city.identity.StaffId;
import city.zhanqiao.notices.notice.Face.Expired;
import city.zhanqiao.notices.notice.Face.Published;
import city.zhanqiao.notices.notice.Face.Unpublished;
import city.zhanqiao.notices.notice.Face.Withdrawn;
import city.zhanqiao.notices.notice.Proposal.Scheduled;

import com.fasterxml.jackson.annotation.JsonIgnore;

import java.time.Instant;
import java.util.Optional;

/**
 * A notice as the office sees it.
 *
 * @param version for the next {@code If-Match}
 * @param edition of what is or was public; 0 before the first publication
 * @param content what is or was public
 * @param next what is being prepared
 */
record OfficeNotice(
        NoticeId id,
        long version,
        Face.State state,
        int edition,
        Optional<Content> content,
        Optional<Instant> publishedAt,
        Optional<Instant> endedAt,
        Optional<String> withdrawalReason,
        Optional<NextEdition> next) {

    static OfficeNotice of(Notice notice) {
        Optional<NextEdition> next = notice.proposal().map(NextEdition::of);
        Optional<Content> content = Desk.publicContent(notice);
        return switch (notice.face()) {
            case Unpublished _ ->
                    view(notice, 0, content, Optional.empty(), Optional.empty(), next);
            case Published it ->
                    view(
                            notice,
                            it.edition(),
                            content,
                            Optional.of(it.at()),
                            Optional.empty(),
                            next);
            case Withdrawn it ->
                    view(
                            notice,
                            it.edition(),
                            content,
                            Optional.empty(),
                            Optional.of(it.at()),
                            next);
            case Expired it ->
                    view(
                            notice,
                            it.edition(),
                            content,
                            Optional.empty(),
                            Optional.of(it.at()),
                            next);
        };
    }

    @JsonIgnore
    Version versionNumber() {
        return new Version(version);
    }

    private static OfficeNotice view(
            Notice notice,
            int edition,
            Optional<Content> content,
            Optional<Instant> publishedAt,
            Optional<Instant> endedAt,
            Optional<NextEdition> next) {
        return new OfficeNotice(
                notice.id(),
                notice.version().number(),
                notice.face().state(),
                edition,
                content,
                publishedAt,
                endedAt,
                notice.face() instanceof Withdrawn withdrawn
                        ? Optional.of(withdrawn.reason())
                        : Optional.empty(),
                next);
    }

    /**
     * The next edition.
     *
     * @param approver once it is scheduled
     * @param publishAt once it is scheduled
     */
    record NextEdition(
            Proposal.Stage stage,
            Content content,
            StaffId writer,
            Optional<StaffId> approver,
            Optional<Instant> publishAt) {

        static NextEdition of(Proposal proposal) {
            Optional<Scheduled> scheduled =
                    proposal instanceof Scheduled it ? Optional.of(it) : Optional.empty();
            return new NextEdition(
                    proposal.stage(),
                    proposal.content(),
                    proposal.writer(),
                    scheduled.map(Scheduled::approver),
                    scheduled.map(Scheduled::at));
        }
    }
}
