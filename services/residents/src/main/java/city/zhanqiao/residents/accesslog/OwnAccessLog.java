package city.zhanqiao.residents.accesslog;

import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.residents.accesslog.WhoLooked.Entry;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

import reactor.core.publisher.Mono;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Who looked here: the rows of this service's audit trail in which others saw a person's data. */
final class OwnAccessLog {

    private static final String LIST =
            """
            SELECT id, at, actor_kind, CASE actor_kind WHEN 'resident' THEN actor END AS stand_in, roles,
                   department, district, action, purpose, result
              FROM audit
             WHERE person = ANY(:persons) AND actor <> ALL(:persons)
               AND (:before IS NULL OR id < :before)
             ORDER BY id DESC
             LIMIT :limit
            """;

    private final DatabaseClient database;

    OwnAccessLog(DatabaseClient database) {
        this.database = database;
    }

    /** Newest first. */
    Mono<List<Entry>> list(Collection<ResidentId> persons, Optional<UUID> before, int limit) {
        GenericExecuteSpec list =
                database.sql(LIST)
                        .bind(
                                "persons",
                                persons.stream().map(ResidentId::value).toArray(String[]::new))
                        .bind("limit", limit);
        return Columns.bind(list, "before", before, UUID.class)
                .map(OwnAccessLog::toEntry)
                .all()
                .collectList();
    }

    private static Entry toEntry(Readable row) {
        return new Entry(
                Columns.get(row, "id", UUID.class),
                Columns.instant(row, "at"),
                Columns.get(row, "actor_kind", String.class),
                Columns.find(row, "stand_in", String.class).map(ResidentId::new),
                Columns.find(row, "roles", String.class),
                Columns.find(row, "department", String.class),
                Columns.find(row, "district", String.class),
                Columns.get(row, "action", String.class),
                Columns.find(row, "purpose", String.class),
                Columns.get(row, "result", String.class));
    }
}
