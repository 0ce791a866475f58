package city.zhanqiao.applications.casework;

import city.zhanqiao.applications.ApplicationsProblem;
import city.zhanqiao.applications.casework.CaseViews.CaseLine;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.web.language.Language;
import city.zhanqiao.web.page.Cursor;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Mono;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What changed since an app last asked. The token is the oldest transaction that was still running
 * then: a change that commits late is told twice rather than never.
 */
final class CaseChanges {

    /** An app that was away for longer reads everything anew. */
    private static final Duration REMEMBERED = Duration.ofDays(30);

    private static final String HEAD =
            """
            SELECT log, pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS transaction,
                   clock_timestamp() AS at
              FROM event_relay
            """;

    private static final String OWN =
            "SELECT "
                    + ApplicationRow.COLUMNS
                    + """
                      FROM application
                     WHERE (resident = :resident OR agent = :resident) AND kind <> 'MEMBER'
                    """;

    /** A bundle changes with its members. */
    private static final String CHANGED =
            OWN
                    + """
                      AND (changed_tx >= :since::text::xid8
                           OR id IN (SELECT parent FROM application
                                      WHERE resident = :resident AND kind = 'MEMBER'
                                        AND changed_tx >= :since::text::xid8))
                    ORDER BY id
                    """;

    private static final String ALL = OWN + " ORDER BY id";

    private static final String REMOVED =
            """
            SELECT id FROM application_tombstone
             WHERE resident = :resident AND changed_tx >= :since::text::xid8
            """;

    private final DatabaseClient database;
    private final ApplicationRow rows;
    private final CaseViews views;

    CaseChanges(DatabaseClient database, ApplicationRow rows, CaseViews views) {
        this.database = database;
        this.rows = rows;
        this.views = views;
    }

    /** The token is taken before the rows are read, so nothing falls between two calls. */
    Mono<ChangePage> since(ResidentId resident, Optional<Cursor> since, Language language) {
        return head().flatMap(head ->
                since.map(token -> changed(resident, token, head, language))
                        .orElseGet(() -> all(resident, head, language)));
    }

    private Mono<ChangePage> changed(
            ResidentId resident, Cursor token, Head head, Language language) {
        boolean known =
                token.uuid(0).equals(head.log())
                        && token.number(1) <= head.transaction()
                        && token.instant(2).isAfter(head.at().minus(REMEMBERED));
        if (!known) {
            return Mono.error(new ProblemException(ApplicationsProblem.SYNC_TOKEN_TOO_OLD));
        }
        String from = Long.toString(token.number(1));
        return Mono.zip(
                        database.sql(CHANGED)
                                .bind("resident", resident.value())
                                .bind("since", from)
                                .map(rows::read)
                                .all()
                                .map(it -> views.toLine(it, language))
                                .collectList(),
                        database.sql(REMOVED)
                                .bind("resident", resident.value())
                                .bind("since", from)
                                .map(row -> new ApplicationId(Columns.get(row, "id", UUID.class)))
                                .all()
                                .collectList())
                .map(both -> new ChangePage(both.getT1(), both.getT2(), head.token()));
    }

    private Mono<ChangePage> all(ResidentId resident, Head head, Language language) {
        return database.sql(ALL)
                .bind("resident", resident.value())
                .map(rows::read)
                .all()
                .map(it -> views.toLine(it, language))
                .collectList()
                .map(found -> new ChangePage(found, List.of(), head.token()));
    }

    private Mono<Head> head() {
        return database.sql(HEAD)
                .map(row ->
                        new Head(
                                Columns.get(row, "log", UUID.class),
                                Columns.get(row, "transaction", Long.class),
                                Columns.instant(row, "at")))
                .one();
    }

    private record Head(UUID log, long transaction, Instant at) {
        Cursor token() {
            return Cursor.of(log, transaction, at);
        }
    }

    /**
     * Changes.
     *
     * @param items as they are now
     * @param removed what is no longer in the list
     * @param token for the next call
     */
    record ChangePage(List<CaseLine> items, List<ApplicationId> removed, Cursor token) {}
}
