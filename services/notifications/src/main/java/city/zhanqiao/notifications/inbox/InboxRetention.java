package city.zhanqiao.notifications.inbox;

import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.job.Job;
import city.zhanqiao.notifications.AfterCommit;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Mono;

import java.util.List;
import java.util.Map;

/**
 * Forgets messages that are too old: first what they said, leaving a tombstone by which apps forget
 * them as well, later the tombstone. Broadcasts need none of it: they are public and leave all
 * inboxes at their end.
 */
final class InboxRetention {

    private static final int BATCH = 200;

    /** The row of the recipient is the lock of the inbox, so it comes first. */
    private static final String HOLD =
            """
            SELECT resident FROM recipient
             WHERE resident IN (SELECT resident FROM inbox_item
                                 WHERE gone_at IS NULL AND occurred_at < now() - :kept * interval '1 ms'
                                 ORDER BY occurred_at LIMIT :limit)
             ORDER BY resident
               FOR UPDATE
            """;

    /** Changes of each inbox like any other, numbered after all earlier ones. */
    private static final String EMPTY =
            """
            WITH old AS (
                SELECT id, resident, row_number() OVER own AS place, count(*) OVER all_of_one AS items
                  FROM inbox_item
                 WHERE resident = ANY(:residents) AND gone_at IS NULL
                   AND occurred_at < now() - :kept * interval '1 ms'
                WINDOW own AS (PARTITION BY resident ORDER BY seq),
                       all_of_one AS (PARTITION BY resident)),
                 turn AS (
                UPDATE recipient SET last_seq = last_seq + counted.items
                  FROM (SELECT DISTINCT resident, items FROM old) AS counted
                 WHERE recipient.resident = counted.resident
                RETURNING recipient.resident, recipient.last_seq)
            UPDATE inbox_item
               SET gone_at = now(), facts = :nothing, link = NULL, version = version + 1,
                   seq = turn.last_seq - old.items + old.place
              FROM old JOIN turn USING (resident)
             WHERE inbox_item.id = old.id
            """;

    /** Whoever synchronised before one of them was made has to read anew. */
    private static final String BURY =
            """
            WITH buried AS (
                DELETE FROM inbox_item
                 WHERE id IN (SELECT id FROM inbox_item
                               WHERE gone_at < now() - :kept * interval '1 ms'
                               ORDER BY gone_at LIMIT :limit FOR UPDATE SKIP LOCKED)
                RETURNING resident, seq)
            UPDATE recipient SET placed_at_seq = greatest(placed_at_seq, last.seq)
              FROM (SELECT resident, max(seq) AS seq FROM buried GROUP BY resident) AS last
             WHERE recipient.resident = last.resident
            """;

    private final DatabaseClient database;
    private final Transactions transactions;
    private final InboxRows rows;
    private final InboxBell bell;
    private final InboxSettings settings;

    InboxRetention(
            DatabaseClient database,
            Transactions transactions,
            InboxRows rows,
            InboxBell bell,
            InboxSettings settings) {
        this.database = database;
        this.transactions = transactions;
        this.rows = rows;
        this.bell = bell;
        this.settings = settings;
    }

    Mono<Job.Found> step() {
        return transactions
                .run(hold().flatMap(this::empty))
                .defaultIfEmpty(Job.Found.NOTHING)
                .flatMap(found -> transactions.run(bury()).thenReturn(found));
    }

    private Mono<List<String>> hold() {
        return database.sql(HOLD)
                .bind("kept", settings.kept().toMillis())
                .bind("limit", BATCH)
                .map(row -> Columns.get(row, "resident", String.class))
                .all()
                .collectList()
                .filter(residents -> !residents.isEmpty());
    }

    private Mono<Job.Found> empty(List<String> residents) {
        return database.sql(EMPTY)
                .bind("residents", residents.toArray(String[]::new))
                .bind("nothing", rows.seal(Map.of()))
                .bind("kept", settings.kept().toMillis())
                .then()
                .then(AfterCommit.run(() -> residents.forEach(this::ring)))
                .thenReturn(Job.Found.MORE);
    }

    private Mono<Void> bury() {
        return database.sql(BURY)
                .bind("kept", settings.tombstones().toMillis())
                .bind("limit", BATCH)
                .then();
    }

    private void ring(String resident) {
        bell.ring(new ResidentId(resident));
    }
}
