package city.zhanqiao.appointments.booking;

import static java.util.stream.Collectors.toSet;

import city.zhanqiao.appointments.booking.BookingBatch.Freed;
import city.zhanqiao.appointments.hall.Halls;
import city.zhanqiao.appointments.slot.Slots;
import city.zhanqiao.appointments.slot.Slots.Span;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.event.DomainEvent;
import city.zhanqiao.data.event.EventLog;
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
             RETURNING booking.*, old.state AS was),
            step AS (
                INSERT INTO booking_step (booking, version, at, act, state)
                SELECT id, version, booking_clock(), 'EXPIRE', 'EXPIRED' FROM ended
                 WHERE was = 'HELD'),
            vacant AS (
                INSERT INTO vacated (desk, starts_at, ends_at, reserve, free_at)
                SELECT desk, starts_at, ends_at, reserve, booking_clock() FROM ended)
            SELECT id, version, reference, 'CANCELLED' AS state, reserve, hall, desk, service,
                   starts_at, ends_at, resident, agent, application, sequence, free_at
              FROM ended
             WHERE was = 'HELD' AND confirmed_at IS NOT NULL
            """;

    private static final String COUNT =
            """
            SELECT count(*) AS due FROM (
                SELECT 1 FROM booking
                 WHERE placed AND free_at > :from AND free_at <= booking_clock()
                   AND state IN ('HELD', 'EXPIRED')
                 LIMIT 1) AS one
            """;

    private static final String DUE =
            """
            SELECT id, desk, starts_at, ends_at, reserve FROM vacated
             WHERE free_at <= booking_clock()
               AND NOT EXISTS (
                   SELECT 1 FROM waiting
                    WHERE waiting.desk = vacated.desk AND waiting.state = 'WAITING'
                      AND waiting.not_before <= booking_clock()
                      AND waiting.minutes * interval '1 minute'
                          <= vacated.ends_at - vacated.starts_at
                      AND (vacated.starts_at AT TIME ZONE 'Asia/Shanghai')::date
                          BETWEEN waiting.from_date AND waiting.until_date
                      AND NOT vacated.reserve AND vacated.starts_at > booking_clock())
             ORDER BY free_at
             LIMIT :batch
            """;

    /** Whoever deletes the row gives the place back, so that it is given back once. */
    private static final String TAKE = "DELETE FROM vacated WHERE id = ANY(:ids) RETURNING id";

    private final DatabaseClient database;
    private final Transactions transactions;
    private final Slots slots;
    private final SoldOut soldOut;
    private final Halls halls;
    private final EventLog events;
    private volatile Instant seen = Instant.EPOCH;

    Freeing(
            DatabaseClient database,
            Transactions transactions,
            Slots slots,
            SoldOut soldOut,
            Halls halls,
            EventLog events) {
        this.halls = halls;
        this.events = events;
        this.database = database;
        this.transactions = transactions;
        this.slots = slots;
        this.soldOut = soldOut;
    }

    Mono<Job.Found> step() {
        return slots.now()
                .flatMap(now ->
                        transactions
                                .run(expire())
                                .then(isDone())
                                .doOnNext(done -> remember(done, now)))
                .zipWith(freeDue())
                .map(found ->
                        !found.getT1() || found.getT2() >= BATCH
                                ? Job.Found.MORE
                                : Job.Found.NOTHING);
    }

    private void remember(boolean done, Instant now) {
        if (done) {
            seen = now.minus(OVERLAP);
        }
    }

    /** Who had a confirmed booking before the hall closed is told that the new place is gone. */
    private Mono<Void> expire() {
        return database.sql(EXPIRE)
                .bind("from", Columns.timestamp(seen))
                .bind("batch", BATCH)
                .map(Bookings::toBooking)
                .all()
                .map(booking -> toEvent(booking.facts()))
                .collectList()
                .filter(lost -> !lost.isEmpty())
                .flatMap(lost -> events.append(lost.toArray(DomainEvent[]::new)));
    }

    private BookingEvent toEvent(Facts facts) {
        return BookingEvent.of(
                        BookingStep.CANCEL.event().orElseThrow(),
                        facts,
                        halls.get(facts.place().hall()).district())
                .because("OFFER_NOT_TAKEN", java.util.Optional.empty());
    }

    private Mono<Boolean> isDone() {
        return database.sql(COUNT)
                .bind("from", Columns.timestamp(seen))
                .map(row -> Columns.get(row, "due", Long.class) == 0)
                .one();
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
