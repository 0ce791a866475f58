package city.zhanqiao.notifications.inbox;

import city.zhanqiao.city.Version;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.notifications.NotificationsProblem;
import city.zhanqiao.notifications.inbox.InboxChanges.Place;
import city.zhanqiao.notifications.template.Kind;
import city.zhanqiao.notifications.template.Status;
import city.zhanqiao.notifications.template.Template;
import city.zhanqiao.web.etag.Answers;
import city.zhanqiao.web.etag.IfMatch;
import city.zhanqiao.web.language.Language;
import city.zhanqiao.web.page.Cursor;
import city.zhanqiao.web.page.Paging;
import city.zhanqiao.web.problem.CommonProblem;

import io.swagger.v3.oas.annotations.Operation;

import jakarta.validation.Valid;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A resident's own messages. */
@RestController
class InboxController {

    private static final String PATH = "/api/v1/inbox";

    private static final int CHANGES = 100;

    private final Inbox inbox;
    private final InboxChanges changes;
    private final InboxMarks marks;

    InboxController(Inbox inbox, InboxChanges changes, InboxMarks marks) {
        this.inbox = inbox;
        this.changes = changes;
        this.marks = marks;
    }

    @GetMapping(PATH)
    @Access(Access.By.RESIDENT)
    @Operation(summary = "My messages, newest first, in the language asked for")
    Mono<InboxPage> list(
            @RequestParam(defaultValue = "false") boolean unread,
            @RequestParam(defaultValue = "false") boolean archived,
            Paging paging,
            Caller.Resident resident,
            Language language) {
        // The place is read first: what changes meanwhile is told twice rather than not at all.
        return changes.head(resident.id())
                .flatMap(head ->
                        inbox.list(
                                        resident.id(),
                                        new Inbox.Filter(unread, archived),
                                        paging.cursor().map(at -> at.uuid(0)),
                                        paging.limit())
                                .map(item -> toView(item, language))
                                .collectList()
                                .zipWith(inbox.countUnread(resident.id()))
                                .map(both -> toPage(both.getT1(), both.getT2(), head, paging)));
    }

    @GetMapping(PATH + "/changes")
    @Access(Access.By.RESIDENT)
    @Operation(
            summary =
                    "What is new or different since a place in the changes; 410 when the inbox has"
                            + " to be read whole again")
    Mono<ChangeList> changes(
            @RequestParam String since, Caller.Resident resident, Language language) {
        return changes.since(resident.id(), Place.of(Cursor.parse(since)), CHANGES)
                .map(found ->
                        new ChangeList(
                                found.items().stream().map(item -> toView(item, language)).toList(),
                                found.gone(),
                                found.next().token(),
                                found.more()));
    }

    @PatchMapping(PATH + "/{id}")
    @Access(Access.By.RESIDENT)
    @Operation(summary = "Mark a message as read or unread, archive it or take it back")
    Mono<ResponseEntity<MessageView>> mark(
            @PathVariable UUID id,
            @Valid @RequestBody Mark mark,
            IfMatch seen,
            Caller.Resident resident,
            Language language) {
        return marks.mark(resident.id(), id, seen, mark.read(), mark.archived())
                .map(outcome -> outcome.orElseThrow(InboxController::toProblem))
                .map(item -> Answers.ok(new Version(item.version()), toView(item, language)));
    }

    private static ProblemException toProblem(InboxMarks.Refusal refusal) {
        return switch (refusal) {
            case NOT_FOUND -> new ProblemException(NotificationsProblem.MESSAGE_NOT_FOUND);
            case STALE -> new ProblemException(CommonProblem.STALE_VERSION);
        };
    }

    private static InboxPage toPage(
            List<MessageView> items, long unread, Place head, Paging paging) {
        return new InboxPage(
                items,
                unread,
                head.token(),
                items.size() < paging.limit()
                        ? Optional.empty()
                        : Optional.of(Cursor.of(items.getLast().id())));
    }

    static MessageView toView(InboxItem item, Language language) {
        Template.Words words = item.template().inbox(language, item.facts());
        return new MessageView(
                item.id(),
                item.version(),
                item.template().kind(),
                item.status(),
                words.title(),
                words.body(),
                item.link(),
                item.occurredAt(),
                item.validUntil(),
                item.readAt(),
                item.archivedAt());
    }

    /**
     * A page of messages.
     *
     * @param unread in the whole inbox, archived ones aside
     * @param changes for {@code /changes?since=}: what happens after this page was read
     * @param next for {@code ?cursor=}; absent on the last page
     */
    record InboxPage(List<MessageView> items, long unread, Cursor changes, Optional<Cursor> next) {}

    /**
     * What has changed.
     *
     * @param items messages as they are now
     * @param gone messages that are there no more
     * @param next for the next {@code ?since=}
     * @param more ask again at once
     */
    record ChangeList(List<MessageView> items, List<UUID> gone, Cursor next, boolean more) {}

    /** What is absent stays as it is. */
    record Mark(Optional<Boolean> read, Optional<Boolean> archived) {}

    /**
     * A message.
     *
     * @param version for the next {@code If-Match}
     * @param status how far the matter is
     * @param link path of what it is about
     * @param validUntil from then on it is of no more use
     */
    record MessageView(
            UUID id,
            long version,
            Kind kind,
            Status status,
            String title,
            String body,
            Optional<String> link,
            Instant occurredAt,
            Optional<Instant> validUntil,
            Optional<Instant> readAt,
            Optional<Instant> archivedAt) {}
}
