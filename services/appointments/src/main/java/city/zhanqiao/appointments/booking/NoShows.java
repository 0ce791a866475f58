package city.zhanqiao.appointments.booking;

import city.zhanqiao.appointments.booking.Bookings.Details;
import city.zhanqiao.appointments.slot.Slots;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.job.Job;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Mono;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Notes who did not come, and restricts whoever did not come too often: not online, with the reason
 * and the end told, while the way to the hall stays open.
 */
final class NoShows {

    private static final Caller SYSTEM = new Caller.Service("appointments");
    private static final int BATCH = 100;

    /** A service that was down for a weekend still finds them. */
    private static final Duration BACK = Duration.ofDays(7);

    private static final String MISSED =
            """
            SELECT id FROM booking
             WHERE placed AND state = 'CONFIRMED' AND ends_at <= :before
               AND starts_at > :since
               AND desk IN (SELECT DISTINCT desk FROM slot WHERE starts_at > :since)
             LIMIT :batch
            """;

    private static final String RESTRICT =
            """
            INSERT INTO restriction (resident, until, missed)
            SELECT :resident, :until, count(*) FROM booking
             WHERE resident = :resident AND state = 'NO_SHOW' AND starts_at > :since
            HAVING count(*) >= :limit
            ON CONFLICT (resident) DO UPDATE SET until = excluded.until, missed = excluded.missed
            """;

    private final DatabaseClient database;
    private final Transactions transactions;
    private final Slots slots;
    private final Bookings bookings;
    private final BookingRecord record;
    private final AuditLog audit;
    private final BookingSettings settings;

    NoShows(
            DatabaseClient database,
            Transactions transactions,
            Slots slots,
            Bookings bookings,
            BookingRecord record,
            AuditLog audit,
            BookingSettings settings) {
        this.database = database;
        this.transactions = transactions;
        this.slots = slots;
        this.bookings = bookings;
        this.record = record;
        this.audit = audit;
        this.settings = settings;
    }

    Mono<Job.Found> step() {
        return slots.now()
                .flatMap(now ->
                        missed(now)
                                .flatMap(ids ->
                                        reactor.core.publisher.Flux.fromIterable(ids)
                                                .concatMap(id -> transactions.run(note(id, now)))
                                                .then(Mono.just(found(ids)))));
    }

    private Mono<List<BookingId>> missed(Instant now) {
        return database.sql(MISSED)
                .bind("before", Columns.timestamp(now.minus(settings.grace())))
                .bind("since", Columns.timestamp(now.minus(BACK)))
                .bind("batch", BATCH)
                .map(row -> new BookingId(Columns.get(row, "id", UUID.class)))
                .all()
                .collectList();
    }

    private Mono<Void> note(BookingId id, Instant now) {
        return bookings.find(id)
                .flatMap(seen ->
                        bookings.lockResidents(List.of(seen.facts().resident()))
                                .then(bookings.lock(List.of(id)).single()))
                .ofType(Booking.Confirmed.class)
                .flatMap(booking ->
                        record.move(
                                        booking.miss(),
                                        BookingStep.MISS,
                                        Details.keepsItsPlace(),
                                        SYSTEM)
                                .then(restrict(booking.facts().resident(), now)));
    }

    private Mono<Void> restrict(ResidentId resident, Instant now) {
        return database.sql(RESTRICT)
                .bind("resident", resident.value())
                .bind("until", Columns.timestamp(now.plus(settings.restricted())))
                .bind("since", Columns.timestamp(now.minus(settings.missedWithin())))
                .bind("limit", settings.missed())
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows > 0)
                .flatMap(rows ->
                        audit.add(
                                AuditEntry.done(
                                        SYSTEM, "booking.restrict", resident.value(), resident)));
    }

    private static Job.Found found(List<BookingId> ids) {
        return ids.size() >= BATCH ? Job.Found.MORE : Job.Found.NOTHING;
    }
}
