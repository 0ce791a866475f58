package city.zhanqiao.appointments.booking;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import city.zhanqiao.appointments.booking.Board.Open;
import city.zhanqiao.appointments.booking.Board.Standing;
import city.zhanqiao.appointments.booking.Booking.State;
import city.zhanqiao.appointments.booking.Facts.Place;
import city.zhanqiao.appointments.slot.Slots.Span;
import city.zhanqiao.city.identifier.CreditCode;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.database.Columns;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Statements that read and write many bookings at once. */
final class BookingBatch {

    private static final String STANDINGS =
            """
            SELECT who.resident, restriction.until, restriction.missed, booking.id, booking.hall,
                   booking.desk, booking.service, booking.starts_at, booking.ends_at,
                   booking.ordinal, booking.state, booking.free_at,
                   booking.confirmed_at IS NOT NULL AS rebooked
              FROM unnest(:residents::text[]) AS who (resident)
              LEFT JOIN restriction ON restriction.resident = who.resident
                                   AND restriction.until > booking_clock()
              LEFT JOIN booking ON booking.resident = who.resident AND booking.open
            """;

    /**
     * A hold that ran out no longer counts against its resident. Its place is freed by whoever has
     * the slot's lock.
     */
    private static final String EXPIRE =
            """
            WITH expired AS (
                UPDATE booking
                   SET state = 'EXPIRED', open = false, version = version + 1,
                       ended_at = booking_clock(), changed_in = pg_current_xact_id()
                 WHERE id = ANY(:ids) AND state = 'HELD' AND free_at <= booking_clock()
                   AND confirmed_at IS NULL
             RETURNING id, version)
            INSERT INTO booking_step (booking, version, at, act, state)
            SELECT id, version, booking_clock(), 'EXPIRE', 'EXPIRED' FROM expired
            """;

    private static final String TO_FREE =
            """
            SELECT id, desk, starts_at, ends_at, reserve
              FROM booking
             WHERE desk = ANY(:desks) AND placed AND free_at <= booking_clock()
               AND starts_at < :last AND ends_at > :first
               AND state IN ('HELD', 'EXPIRED')
               AND confirmed_at IS NULL
               AND NOT EXISTS (SELECT 1 FROM waiting
                                WHERE waiting.desk = booking.desk AND waiting.state = 'WAITING')
             ORDER BY id
               FOR NO KEY UPDATE
            """;

    private static final String FREE = "UPDATE booking SET placed = false WHERE id = ANY(:ids)";

    private static final String ADD =
            """
            WITH held AS (
                INSERT INTO booking (id, reference, state, open, placed, reserve, hall, desk,
                                     service, starts_at, ends_at, resident, agent, firm, ordinal,
                                     application, held_at, free_at)
                SELECT id, reference, 'HELD', true, true, reserve, hall, desk, service, starts_at,
                       ends_at, resident, NULLIF(agent, ''), NULLIF(firm, ''), ordinal,
                       NULLIF(application, '')::uuid, booking_clock(), free_at
                  FROM unnest(:ids::uuid[], :references::text[], :reserves::boolean[],
                              :halls::text[], :desks::text[], :services::text[],
                              :starts::timestamptz[], :ends::timestamptz[], :residents::text[],
                              :agents::text[], :firms::text[], :ordinals::int[], :applications::text[],
                              :frees::timestamptz[])
                       AS new (id, reference, reserve, hall, desk, service, starts_at, ends_at,
                               resident, agent, firm, ordinal, application, free_at)
                RETURNING id)
            INSERT INTO booking_step (booking, version, at, act, state)
            SELECT id, 1, booking_clock(), 'HOLD', 'HELD' FROM held
            """;

    /** The clock is asked here, in the statement that confirms, and nowhere else. */
    private static final String CONFIRM =
            """
            WITH confirmed AS (
                UPDATE booking
                   SET state = 'CONFIRMED', version = version + 1, confirmed_at = booking_clock(),
                       changed_in = pg_current_xact_id()
                 WHERE id = ANY(:ids) AND state = 'HELD' AND free_at > booking_clock()
             RETURNING id, version),
            step AS (
                INSERT INTO booking_step (booking, version, at, act, state)
                SELECT id, version, booking_clock(), 'CONFIRM', 'CONFIRMED' FROM confirmed)
            SELECT id FROM confirmed
            """;

    private final DatabaseClient database;

    BookingBatch(DatabaseClient database) {
        this.database = database;
    }

    /** What each of the locked residents already has. */
    Mono<Map<ResidentId, Standing>> standings(Collection<ResidentId> residents) {
        return database.sql(STANDINGS)
                .bind("residents", residents.stream().map(ResidentId::value).toArray(String[]::new))
                .map(BookingBatch::toLine)
                .all()
                .collectList()
                .map(lines ->
                        lines.stream().collect(groupingBy(Line::resident)).entrySet().stream()
                                .collect(
                                        toMap(
                                                Map.Entry::getKey,
                                                one -> toStanding(one.getValue()),
                                                (one, other) -> one,
                                                HashMap::new)));
    }

    /** Ends the holds that ran out. */
    Mono<Void> expire(List<BookingId> ids) {
        return ids.isEmpty()
                ? Mono.empty()
                : database.sql(EXPIRE).bind("ids", Bookings.ids(ids)).then();
    }

    /**
     * Holds that ran out and still have their place, in a time at these desks. Where somebody is
     * waiting, places are not given away over their heads.
     */
    Flux<Freed> toFree(Collection<String> desks, Instant first, Instant last) {
        return database.sql(TO_FREE)
                .bind("desks", desks.toArray(String[]::new))
                .bind("first", Columns.timestamp(first))
                .bind("last", Columns.timestamp(last))
                .map(BookingBatch::toFreed)
                .all();
    }

    /** Takes their places from ended bookings; the slots are told by the caller. */
    Mono<Void> free(List<BookingId> ids) {
        return ids.isEmpty()
                ? Mono.empty()
                : database.sql(FREE).bind("ids", Bookings.ids(ids)).then();
    }

    Mono<Void> add(List<New> held) {
        return held.isEmpty()
                ? Mono.empty()
                : database.sql(ADD)
                        .bind(
                                "ids",
                                held.stream().map(one -> one.id().value()).toArray(UUID[]::new))
                        .bind("references", texts(held, New::reference))
                        .bind("reserves", held.stream().map(New::reserve).toArray(Boolean[]::new))
                        .bind("halls", texts(held, one -> one.place().hall()))
                        .bind("desks", texts(held, one -> one.place().desk()))
                        .bind("services", texts(held, one -> one.place().service()))
                        .bind("starts", times(held, one -> one.place().startsAt()))
                        .bind("ends", times(held, one -> one.place().endsAt()))
                        .bind("residents", texts(held, one -> one.resident().value()))
                        .bind("agents", texts(held, one -> text(one.agent())))
                        .bind("firms", texts(held, one -> text(one.firm().map(CreditCode::value))))
                        .bind("ordinals", held.stream().map(New::ordinal).toArray(Integer[]::new))
                        .bind("applications", texts(held, one -> text(one.application())))
                        .bind("frees", times(held, New::until))
                        .then();
    }

    /** Confirms the holds that have not run out, and gives those it confirmed. */
    Mono<List<BookingId>> confirm(List<BookingId> ids) {
        return database.sql(CONFIRM)
                .bind("ids", Bookings.ids(ids))
                .map(row -> new BookingId(Columns.get(row, "id", UUID.class)))
                .all()
                .collectList();
    }

    private static Standing toStanding(List<Line> lines) {
        Line first = lines.getFirst();
        List<Open> open = new ArrayList<>();
        lines.forEach(line -> line.open().ifPresent(open::add));
        return new Standing(first.until(), first.missed(), open);
    }

    private static Line toLine(Readable row) {
        return new Line(
                new ResidentId(Columns.get(row, "resident", String.class)),
                Columns.find(row, "until", OffsetDateTime.class).map(OffsetDateTime::toInstant),
                Columns.find(row, "missed", Integer.class).orElse(0),
                Columns.find(row, "id", UUID.class).map(id -> toOpen(row, id)));
    }

    private static Open toOpen(Readable row, UUID id) {
        return new Open(
                Optional.of(new BookingId(id)),
                new Place(
                        Columns.get(row, "hall", String.class),
                        Columns.get(row, "desk", String.class),
                        Columns.get(row, "service", String.class),
                        Columns.instant(row, "starts_at"),
                        Columns.instant(row, "ends_at")),
                Columns.get(row, "ordinal", Short.class),
                State.valueOf(Columns.get(row, "state", String.class)),
                Columns.instant(row, "free_at"),
                Columns.get(row, "rebooked", Boolean.class));
    }

    private static Freed toFreed(Readable row) {
        return new Freed(
                new BookingId(Columns.get(row, "id", UUID.class)),
                new Span(
                        Columns.get(row, "desk", String.class),
                        Columns.instant(row, "starts_at"),
                        Columns.instant(row, "ends_at")),
                Columns.get(row, "reserve", Boolean.class));
    }

    private static String text(Optional<?> value) {
        return value.map(Object::toString).orElse("");
    }

    private static String[] texts(List<New> held, Function<New, String> part) {
        return held.stream().map(part).toArray(String[]::new);
    }

    private static OffsetDateTime[] times(List<New> held, Function<New, Instant> time) {
        return held.stream().map(time).map(Columns::timestamp).toArray(OffsetDateTime[]::new);
    }

    private record Line(
            ResidentId resident, Optional<Instant> until, int missed, Optional<Open> open) {}

    /**
     * A hold to be written.
     *
     * @param until when it runs out
     */
    record New(
            BookingId id,
            String reference,
            Place place,
            ResidentId resident,
            Optional<ResidentId> agent,
            Optional<CreditCode> firm,
            Optional<UUID> application,
            boolean reserve,
            int ordinal,
            Instant until) {}

    /** A place to be given back. */
    record Freed(BookingId id, Span span, boolean reserve) {}
}
