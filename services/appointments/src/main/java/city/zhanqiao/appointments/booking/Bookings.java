package city.zhanqiao.appointments.booking;

import city.zhanqiao.appointments.booking.Booking.State;
import city.zhanqiao.appointments.booking.Facts.Place;
import city.zhanqiao.city.Version;
import city.zhanqiao.city.identifier.CreditCode;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.database.Columns;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The stored bookings, one by one. */
final class Bookings {

    static final String COLUMNS =
            """
            booking.id, booking.version, booking.reference, booking.state, booking.reserve,
            booking.hall, booking.desk, booking.service, booking.starts_at, booking.ends_at,
            booking.resident, booking.agent, booking.firm, booking.application, booking.sequence,
            booking.free_at
            """;

    private static final String FIND = "SELECT " + COLUMNS + " FROM booking WHERE id = :id";

    private static final String LOCK =
            "SELECT "
                    + COLUMNS
                    + " FROM booking WHERE id = ANY(:ids) ORDER BY id FOR NO KEY UPDATE";

    /** Waits for acts of the same residents, in one order for everybody. */
    private static final String LOCK_RESIDENTS =
            """
            SELECT pg_advisory_xact_lock(who.lock)
              FROM (SELECT DISTINCT hashtextextended(resident, 5) AS lock
                      FROM unnest(:residents::text[]) AS asked (resident)
                     ORDER BY lock) AS who
            """;

    private static final String OF_RESIDENT =
            "SELECT "
                    + COLUMNS
                    + """
                      FROM booking
                     WHERE (resident = :resident OR agent = :resident) AND state <> 'EXPIRED'
                       AND (:before IS NULL OR id < :before)
                     ORDER BY id DESC
                     LIMIT :limit
                    """;

    private static final String ALL_OF_RESIDENT =
            "SELECT "
                    + COLUMNS
                    + """
                      FROM booking
                     WHERE resident = :resident OR agent = :resident
                     ORDER BY id
                    """;

    private static final String CHANGE =
            """
            UPDATE booking
               SET state = :state, version = version + 1, open = :open, placed = :placed,
                   desk = :desk, hall = :hall, starts_at = :startsAt, ends_at = :endsAt,
                   ordinal = COALESCE(:ordinal, ordinal), sequence = :sequence,
                   free_at = COALESCE(:freeAt, free_at),
                   ended_at = CASE WHEN :open THEN NULL ELSE booking_clock() END,
                   arrived_at = CASE WHEN :state = 'CHECKED_IN' THEN booking_clock()
                                     ELSE arrived_at END,
                   reason = COALESCE(:reason, reason), changed_in = pg_current_xact_id()
             WHERE id = :id AND version = :version
            """;

    private static final String VACATE =
            """
            INSERT INTO vacated (desk, starts_at, ends_at, reserve, free_at)
            VALUES (:desk, :startsAt, :endsAt, :reserve, :freeAt)
            """;

    private final DatabaseClient database;

    Bookings(DatabaseClient database) {
        this.database = database;
    }

    Mono<Booking> find(BookingId id) {
        return database.sql(FIND).bind("id", id.value()).map(Bookings::toBooking).one();
    }

    /** Locks bookings by id until the end of the transaction. Residents and slots come before. */
    Flux<Booking> lock(Collection<BookingId> ids) {
        return database.sql(LOCK)
                .bind("ids", ids.stream().map(BookingId::value).toArray(UUID[]::new))
                .map(Bookings::toBooking)
                .all();
    }

    /** Lets nobody else act on these residents' bookings until the end of the transaction. */
    Mono<Void> lockResidents(Collection<ResidentId> residents) {
        return database.sql(LOCK_RESIDENTS)
                .bind("residents", residents.stream().map(ResidentId::value).toArray(String[]::new))
                .fetch()
                .all()
                .then();
    }

    /**
     * What a resident booked or has booked for them, newest first; holds that ran out are left out.
     */
    Flux<Booking> listOf(ResidentId resident, Optional<UUID> before, int limit) {
        GenericExecuteSpec list =
                database.sql(OF_RESIDENT).bind("resident", resident.value()).bind("limit", limit);
        return Columns.bind(list, "before", before, UUID.class).map(Bookings::toBooking).all();
    }

    /** Everything that a resident ever booked or had booked for them, oldest first. */
    Flux<Booking> allOf(ResidentId resident) {
        return database.sql(ALL_OF_RESIDENT)
                .bind("resident", resident.value())
                .map(Bookings::toBooking)
                .all();
    }

    /** Moves a locked booking to its new state. */
    Mono<Void> change(Booking moved, Details details) {
        Facts facts = moved.facts();
        Place place = facts.place();
        GenericExecuteSpec change =
                database.sql(CHANGE)
                        .bind("id", facts.id().value())
                        .bind("version", facts.version().number())
                        .bind("state", moved.state().name())
                        .bind("open", isOpen(moved.state()))
                        .bind("placed", details.placed())
                        .bind("hall", place.hall())
                        .bind("desk", place.desk())
                        .bind("startsAt", Columns.timestamp(place.startsAt()))
                        .bind("endsAt", Columns.timestamp(place.endsAt()))
                        .bind("sequence", facts.sequence());
        change = Columns.bind(change, "ordinal", details.ordinal(), Integer.class);
        change =
                Columns.bind(
                        change,
                        "freeAt",
                        details.freeAt().map(Columns::timestamp),
                        java.time.OffsetDateTime.class);
        return Columns.bind(change, "reason", details.reason(), String.class)
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows == 1)
                .switchIfEmpty(
                        Mono.error(() -> new IllegalStateException("a locked booking changed")))
                .then();
    }

    /** Gives a place up: first to the waiting list, later to everybody. */
    Mono<Void> vacate(Place place, boolean reserve, Instant freeAt) {
        return database.sql(VACATE)
                .bind("desk", place.desk())
                .bind("startsAt", Columns.timestamp(place.startsAt()))
                .bind("endsAt", Columns.timestamp(place.endsAt()))
                .bind("reserve", reserve)
                .bind("freeAt", Columns.timestamp(freeAt))
                .then();
    }

    static boolean isOpen(State state) {
        return switch (state) {
            case HELD, CONFIRMED, CHECKED_IN, SERVING -> true;
            case DONE, EXPIRED, CANCELLED, NO_SHOW -> false;
        };
    }

    static Booking toBooking(Readable row) {
        Facts facts = toFacts(row);
        return switch (State.valueOf(Columns.get(row, "state", String.class))) {
            case HELD -> new Booking.Held(facts, Columns.instant(row, "free_at"));
            case CONFIRMED -> new Booking.Confirmed(facts);
            case CHECKED_IN -> new Booking.CheckedIn(facts);
            case SERVING -> new Booking.Serving(facts);
            case DONE -> new Booking.Done(facts);
            case EXPIRED -> new Booking.Expired(facts);
            case CANCELLED -> new Booking.Cancelled(facts);
            case NO_SHOW -> new Booking.NoShow(facts);
        };
    }

    private static Facts toFacts(Readable row) {
        return new Facts(
                new BookingId(Columns.get(row, "id", UUID.class)),
                new Version(Columns.get(row, "version", Long.class)),
                Columns.get(row, "reference", String.class),
                new Place(
                        Columns.get(row, "hall", String.class),
                        Columns.get(row, "desk", String.class),
                        Columns.get(row, "service", String.class),
                        Columns.instant(row, "starts_at"),
                        Columns.instant(row, "ends_at")),
                new ResidentId(Columns.get(row, "resident", String.class)),
                Columns.find(row, "agent", String.class).map(ResidentId::new),
                Columns.find(row, "firm", String.class).map(CreditCode::new),
                Columns.find(row, "application", UUID.class),
                Columns.get(row, "reserve", Boolean.class),
                Columns.get(row, "sequence", Integer.class));
    }

    /**
     * What a change sets besides the state.
     *
     * @param placed whether it keeps its place
     * @param ordinal its number among the resident's bookings, when that changes
     * @param freeAt when its place becomes free by itself
     */
    record Details(
            boolean placed,
            Optional<Integer> ordinal,
            Optional<Instant> freeAt,
            Optional<String> reason) {

        static Details keepsItsPlace() {
            return new Details(true, Optional.empty(), Optional.empty(), Optional.empty());
        }
    }

    /** For lists in one statement. */
    static UUID[] ids(List<BookingId> ids) {
        return ids.stream().map(BookingId::value).toArray(UUID[]::new);
    }
}
