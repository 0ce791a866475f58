package city.zhanqiao.notifications.inbox;

import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.notifications.template.Kind;
import city.zhanqiao.notifications.template.Status;
import city.zhanqiao.notifications.template.Template;
import city.zhanqiao.web.language.Language;
import city.zhanqiao.web.page.Cursor;
import city.zhanqiao.web.page.Paging;

import io.swagger.v3.oas.annotations.Operation;

import org.springframework.web.bind.annotation.GetMapping;
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

    private final Inbox inbox;

    InboxController(Inbox inbox) {
        this.inbox = inbox;
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
        return inbox.list(
                        resident.id(),
                        new Inbox.Filter(unread, archived),
                        paging.cursor().map(at -> at.uuid(0)),
                        paging.limit())
                .map(item -> toView(item, language))
                .collectList()
                .zipWith(inbox.countUnread(resident.id()))
                .map(both -> toPage(both.getT1(), both.getT2(), paging));
    }

    private static InboxPage toPage(List<MessageView> items, long unread, Paging paging) {
        return new InboxPage(
                items,
                unread,
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
     * @param next for {@code ?cursor=}; absent on the last page
     */
    record InboxPage(List<MessageView> items, long unread, Optional<Cursor> next) {}

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
