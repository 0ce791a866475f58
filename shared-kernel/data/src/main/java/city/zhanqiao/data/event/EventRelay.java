package city.zhanqiao.data.event;

import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.job.Job;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Mono;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Numbers committed events and delivers them to the service's Redis stream, in order. One relay
 * works at a time, whichever instance holds the row of {@code event_relay}.
 */
final class EventRelay {

    private static final int BATCH = 500;

    private static final String IS_WAITING =
            """
            SELECT numbered > delivered OR EXISTS (SELECT 1 FROM event WHERE position IS NULL) AS waiting
              FROM event_relay
            """;

    /** Nothing when another relay holds the row. */
    private static final String TAKE_THE_ROW =
            "SELECT numbered, delivered FROM event_relay FOR UPDATE SKIP LOCKED";

    /** Its own statement, so that its snapshot is taken after the row is held. */
    private static final String NUMBER =
            """
            WITH fresh AS (
                SELECT id, logged_at, row_number() OVER (ORDER BY id) AS place
                  FROM event
                 WHERE position IS NULL
                 ORDER BY id
                 LIMIT :batch),
            numbered AS (
                UPDATE event
                   SET position = :numbered + fresh.place
                  FROM fresh
                 WHERE event.id = fresh.id AND event.logged_at = fresh.logged_at
             RETURNING 1)
            UPDATE event_relay SET numbered = numbered + (SELECT count(*) FROM numbered)
             RETURNING numbered
            """;

    private static final String DELIVERED = "UPDATE event_relay SET delivered = :delivered";

    private final DatabaseClient database;
    private final Transactions transactions;
    private final EventLog log;
    private final EventStream stream;

    EventRelay(
            DatabaseClient database, Transactions transactions, EventLog log, EventStream stream) {
        this.database = database;
        this.transactions = transactions;
        this.log = log;
        this.stream = stream;
    }

    /** Numbers what is committed, then delivers what is numbered. */
    Mono<Job.Found> step() {
        return isWaiting().flatMap(waiting -> waiting ? work() : Mono.just(Job.Found.NOTHING));
    }

    private Mono<Job.Found> work() {
        return transactions
                .run(takeTheRow().flatMap(this::number))
                .flatMap(standing -> transactions.run(takeTheRow().flatMap(this::deliver)))
                .switchIfEmpty(Mono.defer(EventRelay::comeBackSoon));
    }

    private Mono<Boolean> isWaiting() {
        return database.sql(IS_WAITING)
                .map(row -> Columns.get(row, "waiting", Boolean.class))
                .one();
    }

    private Mono<Standing> takeTheRow() {
        return database.sql(TAKE_THE_ROW)
                .map(row ->
                        new Standing(
                                Columns.get(row, "numbered", Long.class),
                                Columns.get(row, "delivered", Long.class)))
                .one();
    }

    private Mono<Long> number(Standing standing) {
        return database.sql(NUMBER)
                .bind("numbered", standing.numbered())
                .bind("batch", BATCH)
                .map(row -> Columns.get(row, "numbered", Long.class))
                .one();
    }

    private Mono<Job.Found> deliver(Standing standing) {
        if (standing.delivered() == standing.numbered()) {
            return Mono.just(Job.Found.NOTHING);
        }
        return log.readAfter(standing.delivered(), BATCH)
                .collectList()
                .flatMap(events -> stream.add(events).then(markDelivered(last(events))))
                .thenReturn(Job.Found.MORE);
    }

    private Mono<Void> markDelivered(Optional<CloudEvent> last) {
        return Mono.justOrEmpty(last)
                .flatMap(event ->
                        database.sql(DELIVERED).bind("delivered", event.sequence()).then());
    }

    private static Optional<CloudEvent> last(List<CloudEvent> events) {
        return events.isEmpty() ? Optional.empty() : Optional.of(events.getLast());
    }

    /** The other relay may have looked before our commit, so look again when it is done. */
    private static Mono<Job.Found> comeBackSoon() {
        return Mono.delay(Duration.ofMillis(20)).thenReturn(Job.Found.MORE);
    }

    private record Standing(long numbered, long delivered) {}
}
