package city.zhanqiao.data.event;

import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.trace.Traces;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import tools.jackson.databind.json.JsonMapper;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** The service's own log of what happened. */
public final class EventLog {

    private static final String APPEND =
            """
            INSERT INTO event (occurred_at, type, subject, data, traceparent)
            SELECT :at, happened.type, happened.subject, happened.data::jsonb,
                   nullif(:traceparent, '')
              FROM unnest(:types::text[], :subjects::text[], :data::text[])
                   AS happened (type, subject, data)
            """;

    /** As many as fit into what any reader takes in one answer (256 KiB), and one at least. */
    private static final String READ_AFTER =
            """
            SELECT next.id, next.type, next.subject, next.occurred_at, next.position, next.data,
                   next.traceparent, relay.log
              FROM (SELECT id, type, subject, occurred_at, position, traceparent,
                           data::text AS data,
                           sum(octet_length(data::text)) OVER (ORDER BY position)
                               - octet_length(data::text) AS bytes_before
                      FROM (SELECT * FROM event
                             WHERE position > :after ORDER BY position LIMIT :limit) AS few
                   ) AS next, event_relay AS relay
             WHERE next.bytes_before < 131072
             ORDER BY next.position
            """;

    private static final String HEAD = "SELECT log, numbered FROM event_relay";

    private final DatabaseClient database;
    private final JsonMapper json;
    private final InstantSource clock;
    private final String service;
    private final Runnable afterCommit;

    EventLog(
            DatabaseClient database,
            JsonMapper json,
            InstantSource clock,
            String service,
            Runnable afterCommit) {
        this.database = database;
        this.json = json;
        this.clock = clock;
        this.service = service;
        this.afterCommit = afterCommit;
    }

    /**
     * Writes events in the transaction of the act.
     *
     * @throws org.springframework.transaction.NoTransactionException outside a transaction, because
     *     an event without its effect, or the other way round, is a lie
     */
    public Mono<Void> append(DomainEvent... happened) {
        List<DomainEvent> events = Arrays.asList(happened);
        return TransactionSynchronizationManager.forCurrentTransaction()
                .doOnNext(transaction -> transaction.registerSynchronization(new WakeTheRelay()))
                .then(Mono.deferContextual(context -> insert(events, Traces.current(context))));
    }

    private Mono<Void> insert(List<DomainEvent> events, Optional<String> traceparent) {
        return database.sql(APPEND)
                .bind("at", Columns.timestamp(clock.instant()))
                .bind("types", array(events, DomainEvent::type))
                .bind("subjects", array(events, DomainEvent::subject))
                .bind("data", array(events, json::writeValueAsString))
                .bind("traceparent", traceparent.orElse(""))
                .then();
    }

    /** Reads numbered events in order. */
    Flux<CloudEvent> readAfter(long position, int limit) {
        return database.sql(READ_AFTER)
                .bind("after", position)
                .bind("limit", limit)
                .map(this::toCloudEvent)
                .all();
    }

    /** Which log this is, and how far it is numbered. */
    Mono<Head> head() {
        return database.sql(HEAD)
                .map(row ->
                        new Head(
                                Columns.get(row, "log", UUID.class),
                                Columns.get(row, "numbered", Long.class)))
                .one();
    }

    private CloudEvent toCloudEvent(Readable row) {
        return new CloudEvent(
                "1.0",
                Columns.get(row, "id", UUID.class),
                service,
                Columns.get(row, "type", String.class),
                Columns.get(row, "subject", String.class),
                Columns.instant(row, "occurred_at"),
                Columns.get(row, "position", Long.class),
                Columns.get(row, "log", UUID.class),
                Columns.find(row, "traceparent", String.class),
                json.readTree(Columns.get(row, "data", String.class)));
    }

    private static String[] array(List<DomainEvent> events, Function<DomainEvent, String> part) {
        return events.stream().map(part).toArray(String[]::new);
    }

    /** Where a log stands. */
    record Head(UUID log, long numbered) {}

    /** The relay of this instance looks at once instead of at its next turn. */
    private final class WakeTheRelay implements TransactionSynchronization {
        @Override
        public Mono<Void> afterCommit() {
            return Mono.fromRunnable(afterCommit);
        }
    }
}
