package city.zhanqiao.notifications.inbox;

import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.database.Columns;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/** The messages of all residents, as each of them reads them: the own ones and the broadcasts. */
public final class Inbox {

    private static final String ADD =
            """
            INSERT INTO inbox_item (resident, seq, source, source_key, kind, status, subject,
                                    template, template_version, facts, link, occurred_at,
                                    created_at, valid_until)
            VALUES (:resident, :seq, :source, :sourceKey, :kind, :status, :subject, :template,
                    :templateVersion, :facts, :link, :occurredAt, :createdAt, :validUntil)
            ON CONFLICT (source, source_key) DO NOTHING
            RETURNING id,
                      EXISTS (SELECT 1 FROM inbox_item AS later
                               WHERE later.resident = :resident AND later.subject = :subject
                                 AND later.occurred_at > :occurredAt) AS overtaken
            """;

    /** What is over leaves the inbox by itself. */
    private static final String CURRENT_BROADCASTS =
            InboxRows.CONCERNING
                    + " AND broadcast.gone_at IS NULL AND broadcast.valid_until > :now ";

    /** Both kinds are numbered by time, so one place serves both. */
    private static final String LIST =
            "SELECT * FROM ((SELECT "
                    + InboxRows.ITEM
                    + """
                      FROM inbox_item AS item
                     WHERE item.resident = :resident AND item.gone_at IS NULL
                       AND (item.archived_at IS NOT NULL) = :archived
                       AND (NOT :unread OR item.read_at IS NULL)
                       AND (:before IS NULL OR item.id < :before)
                     ORDER BY item.id DESC
                     LIMIT :limit)
                    UNION ALL (SELECT
                    """
                    + InboxRows.BROADCAST
                    + CURRENT_BROADCASTS
                    + """
                       AND (mark.archived_at IS NOT NULL) = :archived
                       AND (NOT :unread OR mark.read_at IS NULL)
                       AND (:before IS NULL OR broadcast.id < :before)
                     ORDER BY broadcast.id DESC
                     LIMIT :limit)) AS message
                     ORDER BY id DESC
                     LIMIT :limit
                    """;

    private static final String FIND =
            "SELECT "
                    + InboxRows.ITEM
                    + " FROM inbox_item AS item WHERE item.resident = :resident AND item.id = :id"
                    + " AND item.gone_at IS NULL"
                    + " UNION ALL SELECT "
                    + InboxRows.BROADCAST
                    + CURRENT_BROADCASTS
                    + " AND broadcast.id = :id";

    private static final String LIST_OWN =
            "SELECT "
                    + InboxRows.ITEM
                    + " FROM inbox_item AS item WHERE item.resident = :resident"
                    + " AND item.gone_at IS NULL ORDER BY item.id";

    private static final String LIST_MARKS =
            """
            SELECT broadcast, read_at, archived_at FROM broadcast_mark
             WHERE resident = :resident ORDER BY broadcast
            """;

    private static final String COUNT_UNREAD =
            "SELECT (SELECT count(*) FROM inbox_item WHERE resident = :resident"
                    + " AND read_at IS NULL AND archived_at IS NULL AND gone_at IS NULL)"
                    + " + (SELECT count(*) "
                    + CURRENT_BROADCASTS
                    + " AND mark.read_at IS NULL AND mark.archived_at IS NULL) AS unread";

    private final DatabaseClient database;
    private final InboxRows rows;
    private final InstantSource clock;

    Inbox(DatabaseClient database, InboxRows rows, InstantSource clock) {
        this.database = database;
        this.rows = rows;
        this.clock = clock;
    }

    /**
     * What became of a new message.
     *
     * @param overtaken a later message about the same is there already
     */
    public record Added(UUID id, boolean overtaken) {}

    /** Puts a message in; empty when it is there already. */
    public Mono<Added> add(NewItem item) {
        GenericExecuteSpec add =
                database.sql(ADD)
                        .bind("resident", item.resident().value())
                        .bind("seq", item.seq())
                        .bind("source", item.source())
                        .bind("sourceKey", item.sourceKey())
                        .bind("kind", item.template().kind().name())
                        .bind("status", item.template().status().name())
                        .bind("subject", item.subject())
                        .bind("template", item.template().code())
                        .bind("templateVersion", item.template().version())
                        .bind("facts", rows.seal(item.facts()))
                        .bind("occurredAt", Columns.timestamp(item.occurredAt()))
                        .bind("createdAt", Columns.timestamp(clock.instant()));
        add = Columns.bind(add, "link", item.link(), String.class);
        return Columns.bind(
                        add,
                        "validUntil",
                        item.validUntil().map(Columns::timestamp),
                        OffsetDateTime.class)
                .map(row ->
                        new Added(
                                Columns.get(row, "id", UUID.class),
                                Columns.get(row, "overtaken", Boolean.class)))
                .one();
    }

    /** A page, the newest first. */
    Flux<InboxItem> list(ResidentId resident, Filter filter, Optional<UUID> before, int limit) {
        GenericExecuteSpec list =
                of(LIST, resident)
                        .bind("archived", filter.archived())
                        .bind("unread", filter.unread())
                        .bind("limit", limit);
        return Columns.bind(list, "before", before, UUID.class).map(rows::toItem).all();
    }

    /** Every message to the resident alone, the oldest first. */
    Flux<InboxItem> listOwn(ResidentId resident) {
        return database.sql(LIST_OWN).bind("resident", resident.value()).map(rows::toItem).all();
    }

    /** What the resident did with messages to many. */
    Flux<BroadcastMark> listMarks(ResidentId resident) {
        return database.sql(LIST_MARKS)
                .bind("resident", resident.value())
                .map(row ->
                        new BroadcastMark(
                                Columns.get(row, "broadcast", UUID.class),
                                Columns.find(row, "read_at", OffsetDateTime.class)
                                        .map(OffsetDateTime::toInstant),
                                Columns.find(row, "archived_at", OffsetDateTime.class)
                                        .map(OffsetDateTime::toInstant)))
                .all();
    }

    Mono<InboxItem> find(ResidentId resident, UUID id) {
        return of(FIND, resident).bind("id", id).map(rows::toItem).one();
    }

    Mono<Long> countUnread(ResidentId resident) {
        return of(COUNT_UNREAD, resident).map(row -> Columns.get(row, "unread", Long.class)).one();
    }

    private GenericExecuteSpec of(String query, ResidentId resident) {
        return database.sql(query)
                .bind("resident", resident.value())
                .bind("now", Columns.timestamp(clock.instant()));
    }

    /** Which messages of an inbox are wanted. */
    record Filter(boolean unread, boolean archived) {}

    /** That a message to many was read or archived. */
    record BroadcastMark(UUID broadcast, Optional<Instant> readAt, Optional<Instant> archivedAt) {}
}
