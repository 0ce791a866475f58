package city.zhanqiao.appointments.booking;

import static java.util.stream.Collectors.toSet;

import city.zhanqiao.appointments.booking.BookingBatch.Freed;
import city.zhanqiao.appointments.slot.Slots;
import city.zhanqiao.appointments.slot.Slots.Span;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.job.Job;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Tidies: holds that ran out give their places up, and given-up places become free for everybody.
 * No rule depends on it having run; safe on several instances at once.
 */
final class Freeing {

    private static final int BATCH = 200;

    /**
     * Bookings of the last hours whose hold was confirmed stay in the index; looking only where the
     * last turn ended passes them over. The overlap covers commits that came late.
     */
    private static final java.time.Duration OVERLAP = java.time.Duration.ofMinutes(2);

    private static final String EXPIRE =
            """
            WITH due AS (
                SELECT id FROM booking
                 WHERE placed AND free_at > :from AND free_at <= booking_clock()
                   AND state IN ('HELD', 'EXPIRED')
                 ORDER BY free_at
                 LIMIT :batch
                   FOR NO KEY UPDATE SKIP LOCKED),
            ended AS (
                UPDATE booking
                   SET state = 'EXPIRED', open = false, placed = false,
                       version = version + CASE WHEN state = 'HELD' THEN 1 ELSE 0 END,
                       ended_at = booking_clock(), changed_in = pg_current_xact_id()
                  FROM due
                 WHERE booking.id = due.id
             RETURNING booking.id, new.version, old.state AS was, booking.desk,
                       booking.starts_at, booking.ends_at, booking.reserve),
            step AS (
                INSERT INTO booking_step (booking, version, at, act, state)
                SELECT id, version, booking_clock(), 'EXPIRE', 'EXPIRED' FROM ended
                 WHERE was = 'HELD')
            INSERT INTO vacated (desk, starts_at, ends_at, reserve, free_at)
            SELECT desk, starts_at, ends_at, reserve, booking_clock() FROM ended
            """;

    private static final String DUE =
            """
            SELECT id, desk, starts_at, ends_at, reserve FROM vacated
             WHERE free_at <= booking_clock()
             ORDER BY free_at
             LIMIT :batch
            """;

    /** Whoever deletes the row gives the place back, so that it is given back once. */
    private static final String TAKE = "DELETE FROM vacated WHERE id = ANY(:ids) RETURNING id";

    private final DatabaseClient database;
    private final Transactions transactions;
    private final Slots slots;
    private final SoldOut soldOut;
    private volatile Instant seen = Instant.EPOCH;

    Freeing(DatabaseClient database, Transactions transactions, Slots slots, SoldOut soldOut) {
        this.database = database;
        this.transactions = transactions;
        this.slots = slots;
        this.soldOut = soldOut;
    }

    Mono<Job.Found> step() {
        return slots.now()
                .flatMap(now -> expire().doOnNext(rows -> remember(rows, now)))
                .zipWith(freeDue())
                .map(found ->
                        found.getT1() >= BATCH || found.getT2() >= BATCH
                                ? Job.Found.MORE
                                : Job.Found.NOTHING);
    }

    private void remember(long rows, Instant now) {
        if (rows < BATCH) {
            seen = now.minus(OVERLAP);
        }
    }

    private Mono<Long> expire() {
        return database.sql(EXPIRE)
                .bind("from", Columns.timestamp(seen))
                .bind("batch", BATCH)
                .fetch()
                .rowsUpdated();
    }

    private Mono<Integer> freeDue() {
        return database.sql(DUE)
                .bind("batch", BATCH)
                .map(row ->
                        new Freed(
                                new BookingId(Columns.get(row, "id", UUID.class)),
                                new Span(
                                        Columns.get(row, "desk", String.class),
                                        Columns.instant(row, "starts_at"),
                                        Columns.instant(row, "ends_at")),
                                Columns.get(row, "reserve", Boolean.class)))
                .all()
                .collectList()
                .filter(due -> !due.isEmpty())
                .flatMap(due -> transactions.run(free(due)).thenReturn(due.size()))
                .defaultIfEmpty(0);
    }

    private Mono<Void> free(List<Freed> due) {
        Set<Span> spans = due.stream().map(Freed::span).collect(toSet());
        return slots.lock(spans)
                .map(locked -> new Board(Instant.EPOCH, 1, locked, new HashMap<>()))
                .flatMap(board -> takeRows(due).flatMap(mine -> giveBack(board, due, mine)));
    }

    private Mono<Set<BookingId>> takeRows(List<Freed> due) {
        return database.sql(TAKE)
                .bind("ids", Bookings.ids(due.stream().map(Freed::id).toList()))
                .map(row -> new BookingId(Columns.get(row, "id", UUID.class)))
                .all()
                .collect(toSet());
    }

    private Mono<Void> giveBack(Board board, List<Freed> due, Set<BookingId> mine) {
        due.stream()
                .filter(one -> mine.contains(one.id()))
                .forEach(one -> {
                    board.giveBack(one.span(), one.reserve());
                    soldOut.clear(one.span().desk(), one.span().startsAt());
                });
        return slots.take(board.changes());
    }
}
