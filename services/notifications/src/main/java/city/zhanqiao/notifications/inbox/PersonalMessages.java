package city.zhanqiao.notifications.inbox;

import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.personal.PersonalData;
import city.zhanqiao.data.personal.PersonalPart;
import city.zhanqiao.notifications.template.Template;
import city.zhanqiao.web.language.Language;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** What a resident was told, as they may take it along: in clear, the archived ones too. */
final class PersonalMessages implements PersonalData {

    private final Inbox inbox;

    PersonalMessages(Inbox inbox) {
        this.inbox = inbox;
    }

    @Override
    public Mono<PersonalPart> of(ResidentId resident) {
        return inbox.listOwn(resident)
                .map(PersonalMessages::toRecord)
                .collectList()
                .map(records -> PersonalPart.of("messages", "消息", "Messages", records));
    }

    private static MessageRecord toRecord(InboxItem item) {
        Template.Words words = item.template().inbox(Language.ZH_HANS, item.facts());
        return new MessageRecord(
                item.id(),
                words.title(),
                words.body(),
                item.occurredAt(),
                item.validUntil(),
                item.readAt(),
                item.archivedAt());
    }

    /** In clear; hides itself from logs. */
    record MessageRecord(
            UUID id,
            String title,
            String body,
            Instant occurredAt,
            Optional<Instant> validUntil,
            Optional<Instant> readAt,
            Optional<Instant> archivedAt) {

        @Override
        public String toString() {
            return "MessageRecord[hidden]";
        }
    }
}
