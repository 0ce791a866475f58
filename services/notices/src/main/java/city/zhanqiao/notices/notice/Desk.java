package city.zhanqiao.notices.notice;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.Version;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.problem.FieldFault;
import city.zhanqiao.data.Outcomes;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.event.EventLog;
import city.zhanqiao.notices.notice.Face.Published;
import city.zhanqiao.notices.notice.NoticeEvent.Step;
import city.zhanqiao.notices.notice.Proposal.Draft;
import city.zhanqiao.notices.notice.Proposal.Scheduled;
import city.zhanqiao.web.etag.IfMatch;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * What publishers do with a notice, and what time does. Each act is one transaction of the caller.
 */
final class Desk {

    /** The one who acts when an hour comes. */
    private static final Caller.Service CLOCK = new Caller.Service("notices");

    private static final FieldFault NO_SUCH_FILE =
            new FieldFault("/attachments", "unknown", "附件不存在或重复，请先上传");

    private final Notices notices;
    private final AttachmentRows attachments;
    private final ContentCheck check;
    private final KindOpenings openings;
    private final EventLog events;
    private final AuditLog audit;
    private final InstantSource clock;

    Desk(
            Notices notices,
            AttachmentRows attachments,
            ContentCheck check,
            KindOpenings openings,
            EventLog events,
            AuditLog audit,
            InstantSource clock) {
        this.notices = notices;
        this.attachments = attachments;
        this.check = check;
        this.openings = openings;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
    }

    /** Begins a notice; its files come once it is there. */
    Mono<Outcome<Notice, Refusal>> begin(Caller.Staff writer, Content content, List<UUID> files) {
        return files.isEmpty()
                ? begin(writer, content)
                : Mono.just(Outcome.refused(new Refusal.Invalid(List.of(NO_SUCH_FILE))));
    }

    Mono<Outcome<Notice, Refusal>> begin(Caller.Staff writer, Content content) {
        return Mono.fromSupplier(() -> checked(writer, content))
                .flatMap(
                        Outcomes.then(clean ->
                                notices.add(clean, writer.id(), clock.instant())
                                        .map(id -> newDraft(id, clean, writer))
                                        .flatMap(notice ->
                                                addAudit(writer, "notice.write", notice)
                                                        .thenReturn(Outcome.done(notice)))));
    }

    /**
     * Writes over a draft, or begins an update of what is published.
     *
     * @param files of this notice that come with it
     */
    Mono<Outcome<Notice, Refusal>> write(
            Caller.Staff writer, NoticeId id, IfMatch seen, Content content, List<UUID> files) {
        return Mono.fromSupplier(() -> checked(writer, content))
                .flatMap(Outcomes.then(clean -> withFiles(id, clean, files)))
                .flatMap(
                        Outcomes.then(clean ->
                                change(
                                        writer,
                                        id,
                                        seen,
                                        "notice.write",
                                        notice -> notice.write(clean, writer.id()))));
    }

    Mono<Outcome<Notice, Refusal>> handIn(Caller.Staff writer, NoticeId id, IfMatch seen) {
        return change(writer, id, seen, "notice.hand-in", Notice::handIn);
    }

    Mono<Outcome<Notice, Refusal>> sendBack(Caller.Staff staff, NoticeId id, IfMatch seen) {
        return change(staff, id, seen, "notice.send-back", Notice::sendBack);
    }

    /** Publishes now, or at an hour to come. What was right when it was written may be over now. */
    Mono<Outcome<Notice, Refusal>> publish(
            Caller.Staff approver, NoticeId id, IfMatch seen, Optional<Instant> at) {
        Instant now = clock.instant();
        return change(
                approver,
                id,
                seen,
                "notice.publish",
                notice ->
                        recheck(notice)
                                .then(good -> good.publish(approver.id(), at.orElse(now), now)));
    }

    Mono<Outcome<Notice, Refusal>> withdraw(
            Caller.Staff staff, NoticeId id, IfMatch seen, String reason) {
        return change(
                staff,
                id,
                seen,
                "notice.withdraw",
                notice -> notice.withdraw(reason, clock.instant()));
    }

    /** Does what has become due to one notice; empty when there is none. */
    Mono<Outcome<Notice, Refusal>> letTimePass() {
        Instant now = clock.instant();
        return notices.findDue(now)
                .flatMap(notice ->
                        isOver(notice, now)
                                ? store(CLOCK, notice, notice.expire(now), "notice.expire")
                                : publishDue(notice, now));
    }

    /** What may not begin any more when its hour comes goes back to its writer. */
    private Mono<Outcome<Notice, Refusal>> publishDue(Notice notice, Instant now) {
        return openings.look(notice)
                .flatMap(open ->
                        switch (open) {
                            case Outcome.Done<Content, Refusal> _ ->
                                    store(CLOCK, notice, notice.publishDue(now), "notice.publish");
                            case Outcome.Refused<Content, Refusal> _ ->
                                    store(CLOCK, notice, notice.sendBack(), "notice.hold-back");
                        });
    }

    /** A notice of this staff's places, for reading. */
    Mono<Outcome<Notice, Refusal>> find(Caller.Staff staff, NoticeId id) {
        return notices.find(id)
                .filter(notice -> isBefore(staff, notice))
                .<Outcome<Notice, Refusal>>map(Outcome::done)
                .defaultIfEmpty(Outcome.refused(new Refusal.NotFound()));
    }

    static boolean isBefore(Caller.Staff staff, Notice notice) {
        return contentOf(notice)
                .filter(content -> ContentCheck.isWithin(content, staff.district()))
                .isPresent();
    }

    static Optional<Content> contentOf(Notice notice) {
        return notice.proposal().map(Proposal::content).or(() -> publicContent(notice));
    }

    static Optional<Content> publicContent(Notice notice) {
        return switch (notice.face()) {
            case Face.Unpublished _ -> Optional.empty();
            case Face.Published published -> Optional.of(published.content());
            case Face.Withdrawn withdrawn -> Optional.of(withdrawn.content());
            case Face.Expired expired -> Optional.of(expired.content());
        };
    }

    private Mono<Outcome<Notice, Refusal>> change(
            Caller.Staff staff,
            NoticeId id,
            IfMatch seen,
            String action,
            Function<Notice, Outcome<Notice, Refusal>> step) {
        return find(staff, id)
                .map(found -> found.then(notice -> at(seen, notice)))
                .flatMap(Outcomes.then(notice -> store(staff, notice, step.apply(notice), action)));
    }

    private Mono<Outcome<Notice, Refusal>> store(
            Caller actor, Notice before, Outcome<Notice, Refusal> changed, String action) {
        return Mono.just(changed)
                .flatMap(Outcomes.then(after -> openings.admit(before, after)))
                .flatMap(
                        Outcomes.then(after ->
                                notices.change(after)
                                        .flatMap(
                                                Outcomes.then(version ->
                                                        writeDown(
                                                                actor,
                                                                before,
                                                                at(version, after),
                                                                action)))));
    }

    private Mono<Outcome<Notice, Refusal>> writeDown(
            Caller actor, Notice before, Notice after, String action) {
        Mono<Void> told =
                before.face().equals(after.face()) ? Mono.empty() : tell(actor, before, after);
        return told.then(addAudit(actor, action, after)).thenReturn(Outcome.done(after));
    }

    /** The public sees something else now. */
    private Mono<Void> tell(Caller actor, Notice before, Notice after) {
        Mono<Void> kept =
                after.face() instanceof Published published
                        ? keepEdition(actor, before, after.id(), published)
                        : Mono.empty();
        return kept.then(notices.moveBoard())
                .then(notices.reached(after.id()))
                .flatMap(reached -> Mono.justOrEmpty(toEvent(after, reached)))
                .flatMap(events::append);
    }

    private Mono<Void> keepEdition(Caller actor, Notice before, NoticeId id, Published published) {
        Proposal proposal = before.proposal().orElseThrow();
        var approver =
                proposal instanceof Scheduled scheduled
                        ? scheduled.approver()
                        : ((Caller.Staff) actor).id();
        return notices.keepEdition(id, published, proposal.writer(), approver);
    }

    private Mono<Outcome<Content, Refusal>> withFiles(
            NoticeId id, Content content, List<UUID> files) {
        return attachments
                .find(id, files)
                .map(found ->
                        found.size() == files.size()
                                ? Outcome.done(content.withAttachments(found))
                                : Outcome.refused(new Refusal.Invalid(List.of(NO_SUCH_FILE))));
    }

    /** Goes to all whom any edition reached, so that nobody is left with what no longer holds. */
    private static Optional<NoticeEvent> toEvent(Notice notice, Content.Target reached) {
        return switch (notice.face()) {
            case Face.Unpublished _ -> Optional.empty();
            case Face.Published(int edition, Content content, Instant _) ->
                    Optional.of(
                            NoticeEvent.of(
                                    edition == 1 ? Step.PUBLISHED : Step.UPDATED,
                                    notice.id(),
                                    edition,
                                    content,
                                    reached));
            case Face.Withdrawn(int edition, Content content, Instant _, String _) ->
                    Optional.of(
                            NoticeEvent.of(Step.WITHDRAWN, notice.id(), edition, content, reached));
            case Face.Expired(int edition, Content content, Instant _) ->
                    Optional.of(
                            NoticeEvent.of(Step.EXPIRED, notice.id(), edition, content, reached));
        };
    }

    private Outcome<Content, Refusal> checked(Caller.Staff writer, Content content) {
        return check.check(content)
                .then(clean ->
                        ContentCheck.isWithin(clean, writer.district())
                                ? Outcome.done(clean)
                                : Outcome.refused(new Refusal.OutOfReach()));
    }

    private Outcome<Notice, Refusal> recheck(Notice notice) {
        return notice.proposal()
                .map(next -> check.check(next.content()).<Notice>map(_ -> notice))
                .orElseGet(() -> Outcome.done(notice));
    }

    private Mono<Void> addAudit(Caller actor, String action, Notice notice) {
        return audit.add(AuditEntry.done(actor, action, notice.id().toString()));
    }

    private static boolean isOver(Notice notice, Instant now) {
        return notice.face() instanceof Published published
                && !published.content().validUntil().isAfter(now);
    }

    private static Notice newDraft(NoticeId id, Content content, Caller.Staff writer) {
        return new Notice(
                id,
                new Version(1),
                new Face.Unpublished(),
                Optional.of(new Draft(content, writer.id())));
    }

    private static Notice at(Version version, Notice notice) {
        return new Notice(notice.id(), version, notice.face(), notice.proposal());
    }

    private static Outcome<Notice, Refusal> at(IfMatch seen, Notice notice) {
        return seen.admits(notice.version())
                ? Outcome.done(notice)
                : Outcome.refused(new Refusal.Stale());
    }
}
