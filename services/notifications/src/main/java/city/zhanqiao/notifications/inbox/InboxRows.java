package city.zhanqiao.notifications.inbox;

import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.encryption.FieldCipher;
import city.zhanqiao.notifications.template.Status;
import city.zhanqiao.notifications.template.Templates;

import io.r2dbc.spi.Readable;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** How messages stand in the tables: personal ones sealed, broadcasts in the open. */
final class InboxRows {

    /** Of {@code inbox_item}; what is gone has no facts. */
    static final String ITEM =
            """
            item.id, item.version, item.seq, item.template, item.template_version, item.status,
            item.facts, NULL::text AS public_facts, item.link, item.occurred_at, item.valid_until,
            item.read_at, item.archived_at,
            item.gone_at IS NOT NULL AS gone
            """;

    /** Of {@code broadcast}, joined with the reader's mark on it if there is one. */
    static final String BROADCAST =
            """
            broadcast.id, coalesce(mark.version, 1) AS version, coalesce(mark.seq, 0) AS seq,
            broadcast.template, broadcast.template_version, broadcast.status, NULL::bytea AS facts,
            broadcast.facts::text AS public_facts, broadcast.link, broadcast.occurred_at,
            broadcast.valid_until, mark.read_at, mark.archived_at,
            broadcast.gone_at IS NOT NULL AS gone
            """;

    /** The broadcasts that concern a reader. */
    static final String CONCERNING =
            """
              FROM recipient JOIN broadcast ON concerns(broadcast, recipient)
              LEFT JOIN broadcast_mark AS mark
                ON mark.broadcast = broadcast.id AND mark.resident = recipient.resident
             WHERE recipient.resident = :resident
            """;

    private static final String FACTS = "inbox_item.facts";

    private final FieldCipher cipher;
    private final Templates templates;
    private final JsonMapper json;

    InboxRows(FieldCipher cipher, Templates templates, JsonMapper json) {
        this.cipher = cipher;
        this.templates = templates;
        this.json = json;
    }

    InboxItem toItem(Readable row) {
        return new InboxItem(
                Columns.get(row, "id", UUID.class),
                Columns.get(row, "version", Long.class),
                Columns.get(row, "seq", Long.class),
                templates.pinned(
                        Columns.get(row, "template", String.class),
                        Columns.get(row, "template_version", Integer.class)),
                Status.valueOf(Columns.get(row, "status", String.class)),
                Columns.find(row, "public_facts", String.class)
                        .map(this::read)
                        .orElseGet(() -> open(Columns.get(row, "facts", byte[].class))),
                Columns.find(row, "link", String.class),
                Columns.instant(row, "occurred_at"),
                instant(row, "valid_until"),
                instant(row, "read_at"),
                instant(row, "archived_at"));
    }

    byte[] seal(Map<String, String> facts) {
        return cipher.seal(write(facts), FACTS);
    }

    String write(Map<String, String> facts) {
        return json.writeValueAsString(facts);
    }

    private Map<String, String> open(byte[] sealed) {
        return read(cipher.open(sealed, FACTS));
    }

    private Map<String, String> read(String facts) {
        return json.readValue(facts, new TypeReference<Map<String, String>>() {});
    }

    private static Optional<Instant> instant(Readable row, String column) {
        return Columns.find(row, column, OffsetDateTime.class).map(OffsetDateTime::toInstant);
    }
}
