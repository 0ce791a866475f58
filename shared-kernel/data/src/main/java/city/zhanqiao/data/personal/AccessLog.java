package city.zhanqiao.data.personal;

import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.database.Columns;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Who looked (谁看过我的信息): the rows of the audit trail in which a member of staff saw or handled a
 * person's data. Residents see the office, not the name of the clerk.
 */
public final class AccessLog {

    private static final int MOST = 100;

    private static final String LIST =
            """
            SELECT id, at, roles, department, district, action, purpose, result
              FROM audit
             WHERE person = ANY(:persons) AND actor_kind = 'staff'
               AND (:before IS NULL OR id < :before)
             ORDER BY id DESC
             LIMIT :limit
            """;

    private final DatabaseClient database;

    public AccessLog(DatabaseClient database) {
        this.database = database;
    }

    /**
     * Newest first.
     *
     * @param limit at most 100
     */
    public Mono<List<Entry>> list(
            Collection<ResidentId> persons, Optional<UUID> before, int limit) {
        GenericExecuteSpec list =
                database.sql(LIST)
                        .bind(
                                "persons",
                                persons.stream().map(ResidentId::value).toArray(String[]::new))
                        .bind("limit", Math.clamp(limit, 1, MOST));
        return Columns.bind(list, "before", before, UUID.class)
                .map(AccessLog::toEntry)
                .all()
                .collectList();
    }

    private static Entry toEntry(Readable row) {
        return new Entry(
                Columns.get(row, "id", UUID.class),
                Columns.instant(row, "at"),
                Columns.find(row, "roles", String.class),
                Columns.find(row, "department", String.class),
                Columns.find(row, "district", String.class),
                Columns.get(row, "action", String.class),
                Columns.find(row, "purpose", String.class),
                Columns.get(row, "result", String.class));
    }

    /**
     * One time that somebody looked or acted.
     *
     * @param id UUIDv7, so ids of all services sort by time
     * @param roles codes, parted by commas
     * @param district absent for staff of the whole city
     * @param purpose as the clerk or the operation gave it
     */
    public record Entry(
            UUID id,
            Instant at,
            Optional<String> roles,
            Optional<String> department,
            Optional<String> district,
            String action,
            Optional<String> purpose,
            String result) {}
}
