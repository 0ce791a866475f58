package city.zhanqiao.applications.material;

import city.zhanqiao.applications.casework.ApplicationId;
import city.zhanqiao.city.department.DepartmentCode;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.database.Columns;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.UUID;

/** What agencies are still to be asked for. */
final class Fetches {

    /** After this many silences staff are told; the agency is asked on. */
    private static final int PATIENCE = 3;

    /**
     * The next try is written before the agency is asked: an instance that dies meanwhile delays
     * it, and no other instance asks at the same time. Ten seconds at first, an hour at most.
     */
    private static final String TAKE =
            """
            UPDATE document
               SET tries = document.tries + 1,
                   next_try = :now + least(interval '1 hour',
                                           interval '10 seconds' * power(2, document.tries))
              FROM application
             WHERE application.id = document.application
               AND document.id IN (SELECT id FROM document WHERE next_try <= :now
                                    ORDER BY next_try LIMIT :limit FOR UPDATE SKIP LOCKED)
            RETURNING document.id, document.application, document.material, document.resident,
                      document.agency, application.firm, application.item, application.receipt
            """;

    private static final String FOUND =
            """
            UPDATE document
               SET state = 'KEPT', trust = 'A', content = :content, added_at = :now, next_try = NULL,
                   version = version + 1
             WHERE id = :id AND next_try IS NOT NULL
            """;

    private static final String ABSENT =
            "UPDATE document SET state = 'ABSENT' WHERE id = :id AND next_try IS NOT NULL";

    private static final String SILENT =
            """
            UPDATE document SET state = 'SILENT'
             WHERE id = :id AND next_try IS NOT NULL AND state = 'AWAITED' AND tries >= :patience
            """;

    private static final String ASK_AGAIN =
            """
            UPDATE document SET next_try = :now, tries = 0
             WHERE application = :application AND next_try IS NOT NULL
            """;

    private final DatabaseClient database;
    private final InstantSource clock;

    Fetches(DatabaseClient database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Takes some that are due. */
    Flux<Wanted> take(int limit) {
        return database.sql(TAKE)
                .bind("now", now())
                .bind("limit", limit)
                .map(Fetches::toWanted)
                .all();
    }

    /** Whether it was still wanted. */
    Mono<Boolean> found(UUID document, UUID content) {
        return database.sql(FOUND)
                .bind("id", document)
                .bind("content", content)
                .bind("now", now())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    Mono<Void> absent(UUID document) {
        return database.sql(ABSENT).bind("id", document).then();
    }

    Mono<Void> silent(UUID document) {
        return database.sql(SILENT).bind("id", document).bind("patience", PATIENCE).then();
    }

    /** Asks at once for what is still missing in the file of a case. */
    Mono<Void> askAgain(ApplicationId application) {
        return database.sql(ASK_AGAIN)
                .bind("application", application.value())
                .bind("now", now())
                .then();
    }

    private OffsetDateTime now() {
        return Columns.timestamp(clock.instant());
    }

    private static Wanted toWanted(Readable row) {
        return new Wanted(
                Columns.get(row, "id", UUID.class),
                new ApplicationId(Columns.get(row, "application", UUID.class)),
                new Agencies.Question(
                        new DepartmentCode(Columns.get(row, "agency", String.class)),
                        Columns.get(row, "material", String.class),
                        new ResidentId(Columns.get(row, "resident", String.class)),
                        Columns.find(row, "firm", String.class),
                        Columns.get(row, "item", String.class)
                                + " "
                                + Columns.find(row, "receipt", String.class).orElse("")));
    }

    /** A paper that an agency is asked for. */
    record Wanted(UUID document, ApplicationId application, Agencies.Question question) {}
}
