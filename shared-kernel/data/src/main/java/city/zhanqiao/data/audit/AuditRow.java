package city.zhanqiao.data.audit;

import city.zhanqiao.data.database.Columns;

import io.r2dbc.spi.Readable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** A row of the audit trail as it is sealed and shown. */
record AuditRow(
        UUID id,
        Instant at,
        String actorKind,
        String actor,
        Optional<String> roles,
        Optional<String> department,
        Optional<String> district,
        Optional<String> actingFor,
        String action,
        String subject,
        Optional<String> person,
        Optional<String> purpose,
        String result,
        Optional<String> requestId) {

    static final String COLUMNS =
            """
            id, at, actor_kind, actor, roles, department, district, acting_for, action, subject,
            person, purpose, result, request_id
            """;

    static AuditRow of(Readable row) {
        return new AuditRow(
                Columns.get(row, "id", UUID.class),
                Columns.instant(row, "at"),
                Columns.get(row, "actor_kind", String.class),
                Columns.get(row, "actor", String.class),
                Columns.find(row, "roles", String.class),
                Columns.find(row, "department", String.class),
                Columns.find(row, "district", String.class),
                Columns.find(row, "acting_for", String.class),
                Columns.get(row, "action", String.class),
                Columns.get(row, "subject", String.class),
                Columns.find(row, "person", String.class),
                Columns.find(row, "purpose", String.class),
                Columns.get(row, "result", String.class),
                Columns.find(row, "request_id", String.class));
    }

    /**
     * The seal of this row in the chain: SHA-256 over the seal before it, its number and every
     * column with its length, so that no two rows read alike.
     */
    byte[] seal(byte[] before, long seq) {
        MessageDigest digest = sha256();
        digest.update(before);
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(seq).array());
        columns().forEach(column -> update(digest, column));
        return digest.digest();
    }

    private Stream<Optional<String>> columns() {
        return List.of(
                Optional.of(id.toString()),
                Optional.of(at.toString()),
                Optional.of(actorKind),
                Optional.of(actor),
                roles,
                department,
                district,
                actingFor,
                Optional.of(action),
                Optional.of(subject),
                person,
                purpose,
                Optional.of(result),
                requestId)
                .stream();
    }

    private static void update(MessageDigest digest, Optional<String> column) {
        byte[] bytes =
                column.map(text -> text.getBytes(StandardCharsets.UTF_8)).orElse(new byte[0]);
        int length = column.isPresent() ? bytes.length : -1;
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every JDK has SHA-256", absent);
        }
    }
}
