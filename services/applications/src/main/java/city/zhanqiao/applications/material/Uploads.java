package city.zhanqiao.applications.material;

import city.zhanqiao.applications.casework.ApplicationId;
import city.zhanqiao.data.database.Columns;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;

/** The uploads under way, one for each material of a case. */
final class Uploads {

    private static final String COLUMNS = "id, application, material, total, received, pieces";

    private static final String BEGIN =
            """
            INSERT INTO upload (id, application, material, total, started_at)
            VALUES (uuidv7(), :application, :material, :total, :now)
            ON CONFLICT (application, material) DO UPDATE
               SET id = excluded.id, total = excluded.total, received = 0, pieces = 0,
                   started_at = excluded.started_at
            RETURNING id, application, material, total, received, pieces
            """;

    private static final String FIND =
            "SELECT "
                    + COLUMNS
                    + " FROM upload WHERE application = :application AND material = :material";

    private static final String LIST =
            "SELECT " + COLUMNS + " FROM upload WHERE application = :application";

    /** Of two that send the same piece one gets on, and the other is told where it stands. */
    private static final String ADVANCE =
            """
            UPDATE upload SET received = received + :length, pieces = pieces + 1
             WHERE id = :id AND received = :offset AND received + :length <= total
            RETURNING id, application, material, total, received, pieces
            """;

    private static final String REMOVE = "DELETE FROM upload WHERE id = :id";

    private static final String ABANDONED =
            """
            DELETE FROM upload
             WHERE id IN (SELECT id FROM upload WHERE started_at < :before
                           ORDER BY started_at LIMIT 20 FOR UPDATE SKIP LOCKED)
            RETURNING id, application, material, total, received, pieces
            """;

    private final DatabaseClient database;
    private final InstantSource clock;

    Uploads(DatabaseClient database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Begins anew, whatever had come before. */
    Mono<Upload> begin(ApplicationId application, String material, long total) {
        return database.sql(BEGIN)
                .bind("application", application.value())
                .bind("material", material)
                .bind("total", total)
                .bind("now", Columns.timestamp(clock.instant()))
                .map(Uploads::toUpload)
                .one();
    }

    Mono<Upload> find(ApplicationId application, String material) {
        return database.sql(FIND)
                .bind("application", application.value())
                .bind("material", material)
                .map(Uploads::toUpload)
                .one();
    }

    Flux<Upload> listOf(ApplicationId application) {
        return database.sql(LIST)
                .bind("application", application.value())
                .map(Uploads::toUpload)
                .all();
    }

    /** Counts a stored piece; nothing when another request was quicker. */
    Mono<Upload> advance(Upload upload, int length) {
        return database.sql(ADVANCE)
                .bind("id", upload.id())
                .bind("offset", upload.received())
                .bind("length", length)
                .map(Uploads::toUpload)
                .one();
    }

    Mono<Void> remove(UUID id) {
        return database.sql(REMOVE).bind("id", id).then();
    }

    /** Forgets some of the uploads that were begun before then, and gives them. */
    Flux<Upload> forgetOlderThan(Instant before) {
        return database.sql(ABANDONED)
                .bind("before", Columns.timestamp(before))
                .map(Uploads::toUpload)
                .all();
    }

    private static Upload toUpload(Readable row) {
        return new Upload(
                Columns.get(row, "id", UUID.class),
                new ApplicationId(Columns.get(row, "application", UUID.class)),
                Columns.get(row, "material", String.class),
                Columns.get(row, "total", Long.class),
                Columns.get(row, "received", Long.class),
                Columns.get(row, "pieces", Integer.class));
    }

    /** An upload and how far it has come, in bytes. */
    record Upload(
            UUID id,
            ApplicationId application,
            String material,
            long total,
            long received,
            int pieces) {

        boolean isComplete() {
            return received == total;
        }
    }
}
