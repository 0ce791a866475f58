package city.zhanqiao.notices.cap;

import city.zhanqiao.data.database.Columns;
import city.zhanqiao.notices.reading.PublicNotice;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.util.List;

/** When the messages about a notice were sent: its editions and, at the end, its withdrawal. */
final class Editions {

    private static final String MESSAGES =
            """
            SELECT published_at AS at FROM notice_edition WHERE notice = :notice
             UNION ALL
            SELECT ended_at FROM notice WHERE id = :notice AND state = 'WITHDRAWN'
             ORDER BY at
            """;

    private final DatabaseClient database;

    Editions(DatabaseClient database) {
        this.database = database;
    }

    Mono<List<Instant>> messages(PublicNotice notice) {
        return database.sql(MESSAGES)
                .bind("notice", notice.id().value())
                .map(row -> Columns.instant(row, "at"))
                .all()
                .collectList();
    }
}
