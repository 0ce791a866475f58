package city.zhanqiao.notifications.inbox;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.Version;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.notifications.AfterCommit;
import city.zhanqiao.notifications.recipient.Recipients;
import city.zhanqiao.web.etag.IfMatch;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/** What readers do with their messages. */
final class InboxMarks {

    private static final Optional<Instant> NEVER = Optional.empty();

    private static final String MARK_ITEM =
            """
            UPDATE inbox_item
               SET read_at = :readAt, archived_at = :archivedAt, seq = :seq, version = version + 1
             WHERE resident = :resident AND id = :id
            """;

    private static final String MARK_BROADCAST =
            """
            INSERT INTO broadcast_mark (resident, broadcast, version, seq, read_at, archived_at)
            SELECT :resident, broadcast.id, 2, :seq, :readAt, :archivedAt
              FROM broadcast WHERE broadcast.id = :id
            ON CONFLICT (resident, broadcast) DO UPDATE
               SET version = broadcast_mark.version + 1, seq = excluded.seq,
                   read_at = excluded.read_at, archived_at = excluded.archived_at
            """;

    private final DatabaseClient database;
    private final Transactions transactions;
    private final Recipients recipients;
    private final Inbox inbox;
    private final InboxBell bell;
    private final InstantSource clock;

    InboxMarks(
            DatabaseClient database,
            Transactions transactions,
            Recipients recipients,
            Inbox inbox,
            InboxBell bell,
            InstantSource clock) {
        this.database = database;
        this.transactions = transactions;
        this.recipients = recipients;
        this.inbox = inbox;
        this.bell = bell;
        this.clock = clock;
    }

    /** Why a message is not marked. */
    enum Refusal {
        NOT_FOUND,
        STALE
    }

    /**
     * Marks a message as read or unread, archived or not; what is absent stays. The turn comes
     * first: it is the lock of the inbox.
     */
    Mono<Outcome<InboxItem, Refusal>> mark(
            ResidentId resident,
            UUID id,
            IfMatch seen,
            Optional<Boolean> read,
            Optional<Boolean> archived) {
        return transactions.act(
                recipients
                        .takeTurns(resident, 1)
                        .flatMap(turn ->
                                inbox.find(resident, id)
                                        .flatMap(item ->
                                                seen.admits(new Version(item.version()))
                                                        ? mark(
                                                                resident,
                                                                item,
                                                                turn.seq(),
                                                                read,
                                                                archived)
                                                        : refused(Refusal.STALE)))
                        .switchIfEmpty(refused(Refusal.NOT_FOUND)));
    }

    private Mono<Outcome<InboxItem, Refusal>> mark(
            ResidentId resident,
            InboxItem item,
            long seq,
            Optional<Boolean> read,
            Optional<Boolean> archived) {
        Optional<Instant> readAt = changed(item.readAt(), read);
        Optional<Instant> archivedAt = changed(item.archivedAt(), archived);
        return mark(MARK_ITEM, resident, item, seq, readAt, archivedAt)
                .flatMap(marked ->
                        marked > 0
                                ? Mono.just(marked)
                                : mark(MARK_BROADCAST, resident, item, seq, readAt, archivedAt))
                .then(AfterCommit.run(() -> bell.ring(resident)))
                .then(inbox.find(resident, item.id()))
                .map(Outcome::done);
    }

    private Mono<Long> mark(
            String statement,
            ResidentId resident,
            InboxItem item,
            long seq,
            Optional<Instant> readAt,
            Optional<Instant> archivedAt) {
        DatabaseClient.GenericExecuteSpec mark =
                database.sql(statement)
                        .bind("resident", resident.value())
                        .bind("id", item.id())
                        .bind("seq", seq);
        mark = Columns.bind(mark, "readAt", readAt.map(Columns::timestamp), OffsetDateTime.class);
        return Columns.bind(
                        mark,
                        "archivedAt",
                        archivedAt.map(Columns::timestamp),
                        OffsetDateTime.class)
                .fetch()
                .rowsUpdated();
    }

    private Optional<Instant> changed(Optional<Instant> now, Optional<Boolean> wanted) {
        return wanted.map(set -> set ? now.or(() -> Optional.of(clock.instant())) : NEVER)
                .orElse(now);
    }

    private static Mono<Outcome<InboxItem, Refusal>> refused(Refusal reason) {
        return Mono.fromSupplier(() -> Outcome.refused(reason));
    }
}
