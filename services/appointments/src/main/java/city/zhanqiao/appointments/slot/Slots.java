package city.zhanqiao.appointments.slot;

import city.zhanqiao.appointments.slot.SlotPlan.Planned;
import city.zhanqiao.data.database.Columns;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** The stored slots. Whoever changes several locks them first, in the order of their key. */
public final class Slots {

    private static final String COLUMNS =
            """
            slot.desk, slot.starts_at, slot.ends_at, slot.releases_at, slot.capacity, slot.taken,
            slot.reserve, slot.reserve_taken, slot.planned AND NOT slot.closed AS bookable
            """;

    /** Safe to run twice and next to itself; never takes away what is taken. */
    private static final String MAKE =
            """
            INSERT INTO slot (desk, starts_at, ends_at, releases_at, capacity, reserve)
            SELECT :desk, made.starts_at, made.ends_at, made.releases_at, :capacity, :reserve
              FROM unnest(:starts::timestamptz[], :ends::timestamptz[], :releases::timestamptz[])
                   AS made (starts_at, ends_at, releases_at)
             ORDER BY made.starts_at
            ON CONFLICT (desk, starts_at) DO UPDATE
               SET planned = true,
                   releases_at = excluded.releases_at,
                   capacity = GREATEST(excluded.capacity, slot.taken),
                   reserve = GREATEST(excluded.reserve, slot.reserve_taken)
             WHERE (slot.planned, slot.releases_at, slot.capacity, slot.reserve)
                   IS DISTINCT FROM
                   (true, excluded.releases_at, GREATEST(excluded.capacity, slot.taken),
                    GREATEST(excluded.reserve, slot.reserve_taken))
            """;

    /** What is no longer in the plan; what was booked there is still kept. */
    private static final String RETIRE =
            """
            UPDATE slot SET planned = false
             WHERE desk = :desk AND starts_at > booking_clock() AND starts_at < :until AND planned
               AND starts_at <> ALL(:starts::timestamptz[])
            """;

    private static final String BETWEEN =
            "SELECT "
                    + COLUMNS
                    + """
                      FROM slot
                     WHERE desk = :desk AND starts_at >= :from AND starts_at < :until
                     ORDER BY starts_at
                    """;

    private static final String LOCK =
            "SELECT "
                    + COLUMNS
                    + """
                      FROM slot
                     WHERE EXISTS (SELECT 1
                                     FROM unnest(:desks::text[], :starts::timestamptz[],
                                                 :ends::timestamptz[])
                                          AS wanted (desk, starts_at, ends_at)
                                    WHERE slot.desk = wanted.desk
                                      AND slot.starts_at >= wanted.starts_at
                                      AND slot.starts_at < wanted.ends_at)
                       AND slot.desk = ANY(:desks::text[])
                       AND slot.starts_at >= :first AND slot.starts_at < :last
                     ORDER BY slot.desk, slot.starts_at
                       FOR NO KEY UPDATE
                    """;

    private static final String TAKE =
            """
            UPDATE slot
               SET taken = slot.taken + more.places,
                   reserve_taken = slot.reserve_taken + more.reserved
              FROM unnest(:desks::text[], :starts::timestamptz[], :places::int[], :reserved::int[])
                   AS more (desk, starts_at, places, reserved)
             WHERE slot.desk = more.desk AND slot.starts_at = more.starts_at
            """;

    private static final String NEXT_FREE =
            """
            SELECT desk, min(starts_at) AS starts_at
              FROM slot
             WHERE planned AND NOT closed AND taken < capacity
               AND starts_at > booking_clock() AND releases_at <= booking_clock()
             GROUP BY desk
            """;

    private static final String NOW = "SELECT booking_clock() AS now";

    private final DatabaseClient database;

    Slots(DatabaseClient database) {
        this.database = database;
    }

    /** The clock that bookings go by. */
    public Mono<Instant> now() {
        return database.sql(NOW).map(row -> Columns.instant(row, "now")).one();
    }

    /** The slots of a desk that begin in a time, in order. */
    public Flux<Slot> between(String desk, Instant from, Instant until) {
        return database.sql(BETWEEN)
                .bind("desk", desk)
                .bind("from", Columns.timestamp(from))
                .bind("until", Columns.timestamp(until))
                .map(Slots::toSlot)
                .all();
    }

    /** The first place of each desk that a resident could book now. */
    Flux<NextFree> nextFree() {
        return database.sql(NEXT_FREE)
                .map(row ->
                        new NextFree(
                                Columns.get(row, "desk", String.class),
                                Columns.instant(row, "starts_at")))
                .all();
    }

    /** Locks all slots that the times touch, in order, until the end of the transaction. */
    public Mono<List<Slot>> lock(Collection<Span> spans) {
        return database.sql(LOCK)
                .bind("desks", spans.stream().map(Span::desk).toArray(String[]::new))
                .bind("starts", times(spans, Span::startsAt))
                .bind("ends", times(spans, Span::endsAt))
                .bind("first", edge(spans, Span::startsAt, true))
                .bind("last", edge(spans, Span::endsAt, false))
                .map(Slots::toSlot)
                .all()
                .collectList();
    }

    /** Takes places of locked slots, or gives them back. */
    public Mono<Void> take(Collection<Change> changes) {
        return changes.isEmpty()
                ? Mono.empty()
                : database.sql(TAKE)
                        .bind("desks", changes.stream().map(Change::desk).toArray(String[]::new))
                        .bind("starts", times(changes, Change::startsAt))
                        .bind(
                                "places",
                                changes.stream().map(Change::places).toArray(Integer[]::new))
                        .bind(
                                "reserved",
                                changes.stream().map(Change::reserved).toArray(Integer[]::new))
                        .then();
    }

    /** Makes the planned slots of a desk up to a moment and takes the others out of the plan. */
    Mono<Void> make(String desk, int capacity, int reserve, Instant until, List<Planned> planned) {
        OffsetDateTime[] starts = times(planned, Planned::startsAt);
        return database.sql(MAKE)
                .bind("desk", desk)
                .bind("capacity", capacity)
                .bind("reserve", reserve)
                .bind("starts", starts)
                .bind("ends", times(planned, Planned::endsAt))
                .bind("releases", times(planned, Planned::releasesAt))
                .then()
                .then(
                        database.sql(RETIRE)
                                .bind("desk", desk)
                                .bind("until", Columns.timestamp(until))
                                .bind("starts", starts)
                                .then());
    }

    private static <T> OffsetDateTime[] times(Collection<T> all, Function<T, Instant> time) {
        return all.stream().map(time).map(Columns::timestamp).toArray(OffsetDateTime[]::new);
    }

    private static OffsetDateTime edge(
            Collection<Span> spans, Function<Span, Instant> time, boolean first) {
        return spans.stream()
                .map(time)
                .reduce((one, other) -> one.isBefore(other) == first ? one : other)
                .map(Columns::timestamp)
                .orElseThrow();
    }

    private static Slot toSlot(Readable row) {
        return new Slot(
                Columns.get(row, "desk", String.class),
                Columns.instant(row, "starts_at"),
                Columns.instant(row, "ends_at"),
                Columns.instant(row, "releases_at"),
                Columns.get(row, "capacity", Integer.class),
                Columns.get(row, "taken", Integer.class),
                Columns.get(row, "reserve", Integer.class),
                Columns.get(row, "reserve_taken", Integer.class),
                Columns.get(row, "bookable", Boolean.class));
    }

    /** A time at a desk. */
    public record Span(String desk, Instant startsAt, Instant endsAt) {}

    /**
     * Places taken (positive) or given back (negative) in one slot.
     *
     * @param reserved of those that staff give
     */
    public record Change(String desk, Instant startsAt, int places, int reserved) {}

    /** The first free place of a desk. */
    record NextFree(String desk, Instant startsAt) {}
}
