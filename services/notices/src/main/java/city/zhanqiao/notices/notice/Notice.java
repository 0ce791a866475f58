package city.zhanqiao.notices.notice;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.Version;
import city.zhanqiao.city.identity.StaffId;
import city.zhanqiao.city.problem.FieldFault;
import city.zhanqiao.notices.notice.Face.Published;
import city.zhanqiao.notices.notice.Face.Unpublished;
import city.zhanqiao.notices.notice.Proposal.Draft;
import city.zhanqiao.notices.notice.Proposal.InReview;
import city.zhanqiao.notices.notice.Proposal.Scheduled;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A notice (通知): what the public sees of it, and the next edition that is being prepared.
 *
 * @param proposal empty when nothing is being prepared
 */
record Notice(NoticeId id, Version version, Face face, Optional<Proposal> proposal) {

    private static final FieldFault AFTER_ITS_END =
            new FieldFault("/at", "after-end", "发布时间须早于结束时间");

    /** Writes a new draft, over an earlier draft or as an update of what is published. */
    Outcome<Notice, Refusal> write(Content content, StaffId writer) {
        boolean open = face instanceof Unpublished || face instanceof Published;
        boolean free = proposal.map(Draft.class::isInstance).orElse(true);
        return open && free
                ? Outcome.done(with(face, Optional.of(new Draft(content, writer))))
                : wrongState();
    }

    /** The writer is done. */
    Outcome<Notice, Refusal> handIn() {
        return proposal.orElse(null) instanceof Draft draft
                ? Outcome.done(with(face, Optional.of(draft.handIn())))
                : wrongState();
    }

    /** The approver, or the writer, wants it changed. */
    Outcome<Notice, Refusal> sendBack() {
        return switch (proposal.orElse(null)) {
            case InReview review -> Outcome.done(with(face, Optional.of(review.sendBack())));
            case Scheduled waiting -> Outcome.done(with(face, Optional.of(waiting.takeBack())));
            case Draft draft -> wrongState();
            case null -> wrongState();
        };
    }

    /**
     * Four eyes (双人审核): whoever wrote it does not publish it, however urgent it is.
     *
     * @param at not later than now: at once
     */
    Outcome<Notice, Refusal> publish(StaffId approver, Instant at, Instant now) {
        if (!(proposal.orElse(null) instanceof InReview review)) {
            return wrongState();
        }
        if (review.writer().equals(approver)) {
            return Outcome.refused(new Refusal.WriterCannotPublish());
        }
        if (!review.content().validUntil().isAfter(at)) {
            return Outcome.refused(new Refusal.Invalid(List.of(AFTER_ITS_END)));
        }
        Scheduled scheduled = review.schedule(approver, at);
        return Outcome.done(
                at.isAfter(now)
                        ? with(face, Optional.of(scheduled))
                        : with(published(scheduled, now), Optional.empty()));
    }

    /**
     * The hour of a scheduled edition has come. If nobody was there to publish it before its time
     * was over, it goes back to its writer: nobody is told of what is past.
     */
    Outcome<Notice, Refusal> publishDue(Instant now) {
        if (!(proposal.orElse(null) instanceof Scheduled scheduled)
                || scheduled.at().isAfter(now)) {
            return wrongState();
        }
        return Outcome.done(
                scheduled.content().validUntil().isAfter(now)
                        ? with(published(scheduled, now), Optional.empty())
                        : with(face, Optional.of(scheduled.takeBack())));
    }

    /** Takes it away from the public; an update under way is dropped with it. */
    Outcome<Notice, Refusal> withdraw(String reason, Instant now) {
        return face instanceof Published published
                ? Outcome.done(with(published.withdraw(reason, now), Optional.empty()))
                : wrongState();
    }

    /** Its time is over. */
    Outcome<Notice, Refusal> expire(Instant now) {
        return face instanceof Published published && !published.content().validUntil().isAfter(now)
                ? Outcome.done(with(published.expire(now), proposal))
                : wrongState();
    }

    private Published published(Scheduled scheduled, Instant now) {
        return new Published(face.edition() + 1, scheduled.content(), now);
    }

    private Notice with(Face newFace, Optional<Proposal> newProposal) {
        return new Notice(id, version, newFace, newProposal);
    }

    private <T> Outcome<T, Refusal> wrongState() {
        return Outcome.refused(new Refusal.WrongState(face.state(), proposal.map(Proposal::stage)));
    }
}
