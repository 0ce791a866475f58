package city.zhanqiao.data.event;

import city.zhanqiao.data.database.Columns;

import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Mono;

import tools.jackson.databind.json.JsonMapper;

import java.util.Optional;
import java.util.UUID;

/**
 * How far this service has taken in another's log, who does so at the moment, and what lies aside.
 */
final class EventPositions {

    private static final String LEASE =
            """
            INSERT INTO event_consumed AS consumed (source, lease_holder, lease_until)
            VALUES (:source, :holder, now() + interval '15 seconds')
            ON CONFLICT (source) DO UPDATE
               SET lease_holder = excluded.lease_holder, lease_until = excluded.lease_until
             WHERE consumed.lease_holder = excluded.lease_holder OR consumed.lease_until < now()
            RETURNING log, position
            """;

    private static final String HOLD =
            """
            SELECT log, position FROM event_consumed
             WHERE source = :source AND lease_holder = :holder
               FOR UPDATE
            """;

    private static final String MOVE =
            "UPDATE event_consumed SET log = :log, position = :position WHERE source = :source";

    private static final String RELEASE =
            """
            UPDATE event_consumed SET lease_until = '-infinity'
             WHERE source = :source AND lease_holder = :holder
            """;

    private static final String PUT_ASIDE =
            """
            INSERT INTO event_aside (source, position, event, reason)
            VALUES (:source, :position, :event, :reason)
            """;

    private final DatabaseClient database;
    private final JsonMapper json;
    private final String source;
    private final UUID holder = UUID.randomUUID();

    EventPositions(DatabaseClient database, JsonMapper json, String source) {
        this.database = database;
        this.json = json;
        this.source = source;
    }

    /** Nothing when another instance reads this log. */
    Mono<Position> lease() {
        return database.sql(LEASE)
                .bind("source", source)
                .bind("holder", holder)
                .map(EventPositions::toPosition)
                .one();
    }

    /** The position, held for the transaction; nothing when the lease went to another instance. */
    Mono<Position> hold() {
        return database.sql(HOLD)
                .bind("source", source)
                .bind("holder", holder)
                .map(EventPositions::toPosition)
                .one();
    }

    Mono<Void> move(UUID log, long position) {
        return database.sql(MOVE)
                .bind("source", source)
                .bind("log", log)
                .bind("position", position)
                .then();
    }

    Mono<Void> release() {
        return database.sql(RELEASE).bind("source", source).bind("holder", holder).then();
    }

    Mono<Void> putAside(CloudEvent event, String reason) {
        return database.sql(PUT_ASIDE)
                .bind("source", source)
                .bind("position", event.sequence())
                .bind("event", Json.of(json.writeValueAsString(event)))
                .bind("reason", reason)
                .then();
    }

    private static Position toPosition(Readable row) {
        return new Position(
                Columns.find(row, "log", UUID.class), Columns.get(row, "position", Long.class));
    }

    /**
     * @param log empty before the first event
     * @param number of the last event taken in; 0 before the first
     */
    record Position(Optional<UUID> log, long number) {
        boolean isIn(UUID other) {
            return log.isEmpty() || log.get().equals(other);
        }
    }
}
