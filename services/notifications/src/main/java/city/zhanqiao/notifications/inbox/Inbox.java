package city.zhanqiao.notifications.inbox;

import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.encryption.FieldCipher;
import city.zhanqiao.notifications.template.Status;
import city.zhanqiao.notifications.template.Templates;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The stored messages of all residents. */
public final class Inbox {

    private static final String FACTS = "inbox_item.facts";

    private static final String COLUMNS =
            """
            id, version, seq, template, template_version, status, facts, link, occurred_at,
            valid_until, read_at, archived_at
            """;

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

    private static final String LIST =
            "SELECT "
                    + COLUMNS
                    + """
                      FROM inbox_item
                     WHERE resident = :resident AND (archived_at IS NOT NULL) = :archived
                       AND (NOT :unread OR read_at IS NULL)
                       AND (:before IS NULL OR id < :before)
                     ORDER BY id DESC
                     LIMIT :limit
                    """;

    private static final String FIND =
            "SELECT " + COLUMNS + " FROM inbox_item WHERE resident = :resident AND id = :id";

    private static final String COUNT_UNREAD =
            """
            SELECT count(*) AS unread FROM inbox_item
             WHERE resident = :resident AND read_at IS NULL AND archived_at IS NULL
            """;

    private final DatabaseClient database;
    private final FieldCipher cipher;
    private final Templates templates;
    private final JsonMapper json;
    private final InstantSource clock;

    Inbox(
            DatabaseClient database,
            FieldCipher cipher,
            Templates templates,
            JsonMapper json,
            InstantSource clock) {
        this.database = database;
        this.cipher = cipher;
        this.templates = templates;
        this.json = json;
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
                        .bind("facts", seal(item.facts()))
                        .bind("occurredAt", Columns.timestamp(item.occurredAt()))
                        .bind("createdAt", Columns.timestamp(clock.instant()));
        add = Columns.bind(add, "link", item.link(), String.class);
        return Columns.bind(
                        add,
                        "validUntil",
                        item.validUntil().map(Columns::timestamp),
                        java.time.OffsetDateTime.class)
                .map(row ->
                        new Added(
                                Columns.get(row, "id", UUID.class),
                                Columns.get(row, "overtaken", Boolean.class)))
                .one();
    }

    /** A page, the newest first. */
    Flux<InboxItem> list(ResidentId resident, Filter filter, Optional<UUID> before, int limit) {
        GenericExecuteSpec list =
                database.sql(LIST)
                        .bind("resident", resident.value())
                        .bind("archived", filter.archived())
                        .bind("unread", filter.unread())
                        .bind("limit", limit);
        return Columns.bind(list, "before", before, UUID.class).map(this::toItem).all();
    }

    Mono<InboxItem> find(ResidentId resident, UUID id) {
        return database.sql(FIND)
                .bind("resident", resident.value())
                .bind("id", id)
                .map(this::toItem)
                .one();
    }

    Mono<Long> countUnread(ResidentId resident) {
        return database.sql(COUNT_UNREAD)
                .bind("resident", resident.value())
                .map(row -> Columns.get(row, "unread", Long.class))
                .one();
    }

    private InboxItem toItem(Readable row) {
        return new InboxItem(
                Columns.get(row, "id", UUID.class),
                Columns.get(row, "version", Long.class),
                Columns.get(row, "seq", Long.class),
                templates.pinned(
                        Columns.get(row, "template", String.class),
                        Columns.get(row, "template_version", Integer.class)),
                Status.valueOf(Columns.get(row, "status", String.class)),
                open(Columns.get(row, "facts", byte[].class)),
                Columns.find(row, "link", String.class),
                Columns.instant(row, "occurred_at"),
                instant(row, "valid_until"),
                instant(row, "read_at"),
                instant(row, "archived_at"));
    }

    private static Optional<Instant> instant(Readable row, String column) {
        return Columns.find(row, column, java.time.OffsetDateTime.class)
                .map(java.time.OffsetDateTime::toInstant);
    }

    private byte[] seal(Map<String, String> facts) {
        return cipher.seal(json.writeValueAsString(facts), FACTS);
    }

    private Map<String, String> open(byte[] sealed) {
        return json.readValue(
                cipher.open(sealed, FACTS), new TypeReference<Map<String, String>>() {});
    }

    /** Which messages of an inbox are wanted. */
    record Filter(boolean unread, boolean archived) {}
}
