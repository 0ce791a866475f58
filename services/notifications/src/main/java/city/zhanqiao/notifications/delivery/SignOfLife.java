package city.zhanqiao.notifications.delivery;

import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.job.Job;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Mono;

import java.time.Duration;
import java.util.UUID;

/** Tells other processes that this one still sends what it has claimed. */
final class SignOfLife {

    private static final String BEAT =
            """
            INSERT INTO sender (id, alive_until) VALUES (:id, now() + :alive * interval '1 ms')
            ON CONFLICT (id) DO UPDATE SET alive_until = excluded.alive_until
            RETURNING (SELECT count(*) FROM sender AS other
                        WHERE other.alive_until > now() AND other.id <> :id) AS others
            """;

    private static final String END = "UPDATE sender SET alive_until = now() WHERE id = :id";

    private static final String FORGET =
            "DELETE FROM sender WHERE alive_until < now() - interval '1 day'";

    private final DatabaseClient database;
    private final Duration alive;
    private final UUID id = UUID.randomUUID();
    private volatile long beatAt;
    private volatile boolean beaten;
    private volatile int processes = 1;

    SignOfLife(DatabaseClient database, DeliverySettings settings) {
        this.database = database;
        this.alive = settings.alive();
    }

    UUID id() {
        return id;
    }

    /** How many processes send, this one included. */
    int processes() {
        return processes;
    }

    /** Whether others believe for a while yet that this process lives. */
    boolean isFresh() {
        return beaten && System.nanoTime() - beatAt < alive.toNanos() / 2;
    }

    /**
     * Whether something claimed at that time is still ours for sure, even if this process was
     * stopped in between.
     */
    boolean covers(long claimedNanos) {
        return System.nanoTime() - claimedNanos < alive.toNanos() / 2;
    }

    Mono<Job.Found> beat() {
        return Mono.fromSupplier(System::nanoTime)
                .flatMap(before ->
                        database.sql(BEAT)
                                .bind("id", id)
                                .bind("alive", alive.toMillis())
                                .map(row -> Columns.get(row, "others", Long.class))
                                .one()
                                .doOnNext(others -> processes = Math.toIntExact(others) + 1)
                                .then(database.sql(FORGET).then())
                                .then(Mono.fromRunnable(() -> beaten(before))))
                .thenReturn(Job.Found.NOTHING);
    }

    Mono<Void> end() {
        return database.sql(END).bind("id", id).then();
    }

    private void beaten(long at) {
        beatAt = at;
        beaten = true;
    }
}
