package city.zhanqiao.residents.mydata;

import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.encryption.FieldCipher;
import city.zhanqiao.residents.profile.Departure;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Mono;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What the services gave for an export, sealed. */
final class Parts implements Departure {

    static final String DOCUMENT = "data_request_part.document";

    private static final String ADD =
            """
            INSERT INTO data_request_part (request, service, next_try_at)
            SELECT :request, service, :at FROM unnest(:services::text[]) AS service
            """;

    /**
     * Whoever takes a part has until the next try to bring it; several instances share the work.
     */
    private static final String TAKE =
            """
            UPDATE data_request_part AS part
               SET tries = tries + 1, next_try_at = :nextTryAt
              FROM (SELECT request, service FROM data_request_part
                     WHERE here_at IS NULL AND next_try_at <= :now
                     ORDER BY next_try_at LIMIT 1 FOR UPDATE SKIP LOCKED) AS due,
                   data_request
             WHERE part.request = due.request AND part.service = due.service
               AND data_request.id = part.request
            RETURNING part.request, part.service, part.tries, data_request.resident
            """;

    private static final String DELAY =
            "UPDATE data_request_part SET next_try_at = :at WHERE request = :request AND service ="
                    + " :service";

    private static final String PUT =
            """
            UPDATE data_request_part
               SET document = :document, bytes = :bytes, sha256 = :sha256, here_at = :at
             WHERE request = :request AND service = :service AND here_at IS NULL
            """;

    private static final String OF =
            """
            SELECT service, bytes, sha256, here_at IS NOT NULL AS here FROM data_request_part
             WHERE request = :request ORDER BY service
            """;

    private static final String DOCUMENTS =
            """
            SELECT service, document FROM data_request_part
             WHERE request = :request AND document IS NOT NULL ORDER BY service
            """;

    private static final String FORGET =
            """
            WITH old AS (
                SELECT id FROM data_request
                 WHERE state = 'READY' AND done_at < :before LIMIT 20 FOR UPDATE SKIP LOCKED),
            emptied AS (
                UPDATE data_request_part SET document = NULL FROM old WHERE request = old.id),
            gone AS (
                DELETE FROM data_request_file USING old WHERE request = old.id)
            UPDATE data_request SET state = 'EXPIRED' FROM old WHERE data_request.id = old.id
            """;

    private static final String CLEAR =
            """
            DELETE FROM data_request_part USING data_request
             WHERE data_request.id = request AND resident = :resident
            """;

    private final DatabaseClient database;
    private final FieldCipher cipher;

    Parts(DatabaseClient database, FieldCipher cipher) {
        this.database = database;
        this.cipher = cipher;
    }

    Mono<Void> add(UUID request, Collection<String> services, Instant at) {
        return database.sql(ADD)
                .bind("request", request)
                .bind("services", services.toArray(String[]::new))
                .bind("at", Columns.timestamp(at))
                .then();
    }

    Mono<Missing> take(Instant now, Instant nextTryAt) {
        return database.sql(TAKE)
                .bind("now", Columns.timestamp(now))
                .bind("nextTryAt", Columns.timestamp(nextTryAt))
                .map(Parts::toMissing)
                .one();
    }

    Mono<Void> delay(Missing part, Instant until) {
        return database.sql(DELAY)
                .bind("request", part.request())
                .bind("service", part.service())
                .bind("at", Columns.timestamp(until))
                .then();
    }

    /** Whether it was still missing. */
    Mono<Boolean> put(Missing part, String document, Instant at) {
        byte[] clear = document.getBytes(StandardCharsets.UTF_8);
        return database.sql(PUT)
                .bind("request", part.request())
                .bind("service", part.service())
                .bind("document", cipher.seal(document, DOCUMENT))
                .bind("bytes", clear.length)
                .bind("sha256", sha256(clear))
                .bind("at", Columns.timestamp(at))
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    Mono<List<Part>> list(UUID request) {
        return database.sql(OF).bind("request", request).map(Parts::toPart).all().collectList();
    }

    Mono<List<Document>> listDocuments(UUID request) {
        return database.sql(DOCUMENTS)
                .bind("request", request)
                .map(row ->
                        new Document(
                                Columns.get(row, "service", String.class),
                                cipher.open(Columns.get(row, "document", byte[].class), DOCUMENT)))
                .all()
                .collectList();
    }

    /** Deletes copies that have been ready for long; gives how many. */
    Mono<Long> forget(Instant before) {
        return database.sql(FORGET).bind("before", Columns.timestamp(before)).fetch().rowsUpdated();
    }

    @Override
    public Mono<Void> depart(ResidentId resident, Caller actor) {
        return database.sql(CLEAR).bind("resident", resident.value()).then();
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every JDK has SHA-256", absent);
        }
    }

    private static Missing toMissing(Readable row) {
        return new Missing(
                Columns.get(row, "request", UUID.class),
                Columns.get(row, "service", String.class),
                Columns.get(row, "tries", Integer.class),
                new ResidentId(Columns.get(row, "resident", String.class)));
    }

    private static Part toPart(Readable row) {
        return new Part(
                Columns.get(row, "service", String.class),
                Columns.get(row, "here", Boolean.class),
                Columns.find(row, "bytes", Integer.class),
                Columns.find(row, "sha256", String.class));
    }

    /** A part to bring. */
    record Missing(UUID request, String service, int tries, ResidentId resident) {}

    /** How far a part is. */
    record Part(String service, boolean here, Optional<Integer> bytes, Optional<String> sha256) {}

    /** What a service gave. */
    record Document(String service, String json) {
        @Override
        public String toString() {
            return "Document[" + service + "]";
        }
    }
}
