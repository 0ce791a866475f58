package city.zhanqiao.residents.mydata;

import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.encryption.FieldCipher;
import city.zhanqiao.data.personal.PersonalPart;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** The files of exports, sealed piece by piece. */
final class ExportFiles {

    private static final String NAME = "data_request_file.name";
    private static final String CONTENT = "data_request_piece.content";

    private static final int PIECE = 1 << 20;

    private static final String COLUMNS =
            """
            file.request, file.service, file.file, file.resident, file.place, file.name,
            file.media_type, file.bytes, file.sha256, file.tries, file.here_at IS NOT NULL AS here
            """;

    private static final String ADD =
            """
            INSERT INTO data_request_file (request, service, file, resident, place, name, media_type,
                                           bytes, sha256, next_try_at)
            VALUES (:request, :service, :file, :resident, :place, :name, :mediaType, :bytes, :sha256,
                    :at)
            """;

    private static final String TAKE =
            "UPDATE data_request_file AS file SET tries = file.tries + 1, next_try_at = :nextTryAt"
                    + """
                       FROM (SELECT request, service, file FROM data_request_file
                              WHERE here_at IS NULL AND next_try_at <= :now
                              ORDER BY next_try_at LIMIT 1 FOR UPDATE SKIP LOCKED) AS due
                      WHERE file.request = due.request AND file.service = due.service
                        AND file.file = due.file
                     RETURNING
                    """
                    + COLUMNS;

    private static final String DELAY =
            """
            UPDATE data_request_file SET next_try_at = :at
             WHERE request = :request AND service = :service AND file = :file
            """;

    private static final String ARRIVE =
            """
            UPDATE data_request_file SET here_at = :at
             WHERE request = :request AND service = :service AND file = :file AND here_at IS NULL
            """;

    private static final String PUT =
            """
            INSERT INTO data_request_piece (request, service, file, number, content)
            VALUES (:request, :service, :file, :number, :content)
            """;

    private static final String OF =
            "SELECT "
                    + COLUMNS
                    + " FROM data_request_file AS file WHERE file.request = :request"
                    + " ORDER BY file.service, file.place";

    private static final String PIECE_OF =
            """
            SELECT content FROM data_request_piece
             WHERE request = :request AND service = :service AND file = :file AND number = :number
            """;

    private final DatabaseClient database;
    private final FieldCipher cipher;

    ExportFiles(DatabaseClient database, FieldCipher cipher) {
        this.database = database;
        this.cipher = cipher;
    }

    /** Notes what has to be brought. */
    Mono<Void> add(UUID request, String service, List<Held> files, Instant at) {
        return Flux.range(0, files.size())
                .concatMap(place -> add(request, service, place, files.get(place), at))
                .then();
    }

    private Mono<Void> add(UUID request, String service, int place, Held held, Instant at) {
        PersonalPart.File file = held.file();
        return database.sql(ADD)
                .bind("request", request)
                .bind("service", service)
                .bind("file", file.id())
                .bind("resident", held.resident().value())
                .bind("place", place)
                .bind("name", cipher.seal(file.name(), NAME))
                .bind("mediaType", file.mediaType())
                .bind("bytes", file.bytes())
                .bind("sha256", file.sha256())
                .bind("at", Columns.timestamp(at))
                .then();
    }

    /** One that is missing and due. */
    Mono<ExportFile> take(Instant now, Instant nextTryAt) {
        return database.sql(TAKE)
                .bind("now", Columns.timestamp(now))
                .bind("nextTryAt", Columns.timestamp(nextTryAt))
                .map(this::toFile)
                .one();
    }

    Mono<Void> delay(ExportFile file, Instant until) {
        return of(DELAY, file).bind("at", Columns.timestamp(until)).then();
    }

    /** Keeps the content, unless it has come meanwhile. */
    Mono<Void> put(ExportFile file, byte[] content, Instant at) {
        int pieces = (content.length + PIECE - 1) / PIECE;
        return of(ARRIVE, file)
                .bind("at", Columns.timestamp(at))
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows == 1)
                .flatMapMany(rows -> Flux.range(0, pieces))
                .concatMap(number -> put(file, number, piece(content, number)))
                .then();
    }

    private Mono<Void> put(ExportFile file, int number, byte[] piece) {
        return of(PUT, file)
                .bind("number", number)
                .bind("content", cipher.seal(piece, CONTENT))
                .then();
    }

    private static byte[] piece(byte[] content, int number) {
        return Arrays.copyOfRange(
                content, number * PIECE, Math.min(content.length, (number + 1) * PIECE));
    }

    Mono<List<ExportFile>> list(UUID request) {
        return database.sql(OF).bind("request", request).map(this::toFile).all().collectList();
    }

    /** One piece after the other, so that no large file lies in memory as a whole. */
    Flux<byte[]> read(ExportFile file) {
        int pieces = (int) ((file.bytes() + PIECE - 1) / PIECE);
        return Flux.range(0, pieces)
                .concatMap(number ->
                        of(PIECE_OF, file)
                                .bind("number", number)
                                .map(row ->
                                        cipher.openBytes(
                                                Columns.get(row, "content", byte[].class), CONTENT))
                                .one());
    }

    private DatabaseClient.GenericExecuteSpec of(String sql, ExportFile file) {
        return database.sql(sql)
                .bind("request", file.request())
                .bind("service", file.service())
                .bind("file", file.id());
    }

    private ExportFile toFile(Readable row) {
        return new ExportFile(
                Columns.get(row, "request", UUID.class),
                Columns.get(row, "service", String.class),
                Columns.get(row, "file", String.class),
                new ResidentId(Columns.get(row, "resident", String.class)),
                Columns.get(row, "place", Integer.class),
                cipher.open(Columns.get(row, "name", byte[].class), NAME),
                Columns.get(row, "bytes", Long.class),
                Columns.get(row, "sha256", String.class),
                Columns.get(row, "tries", Integer.class),
                Columns.get(row, "here", Boolean.class));
    }

    /** A file that a service holds, and the id under which it does. */
    record Held(ResidentId resident, PersonalPart.File file) {}

    /** A file of an export; hides its name from logs. */
    record ExportFile(
            UUID request,
            String service,
            String id,
            ResidentId resident,
            int place,
            String name,
            long bytes,
            String sha256,
            int tries,
            boolean here) {

        /**
         * Where it lies in the ZIP file; harmless on every system, and told apart by its number.
         */
        String path() {
            String safe = name.replaceAll("[\\p{Cntrl}\\\\/:*?\"<>|]", "_");
            return "files/%s/%03d-%s"
                    .formatted(
                            service, place + 1, safe.substring(Math.max(0, safe.length() - 100)));
        }

        @Override
        public String toString() {
            return "ExportFile[%s %s]".formatted(request, id);
        }
    }
}
