package city.zhanqiao.appointments.waitlist;

import city.zhanqiao.appointments.booking.Vacancies.Vacancy;
import city.zhanqiao.appointments.hall.Hall;
import city.zhanqiao.city.Version;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.database.Columns;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/** The stored entries of the waiting list. */
final class WaitingList {

    private static final String COLUMNS =
            """
            waiting.id, waiting.version, waiting.state, waiting.resident, waiting.hall,
            waiting.service, waiting.from_date, waiting.until_date, waiting.booking
            """;

    private static final String JOIN =
            """
            INSERT INTO waiting (resident, hall, desk, service, minutes, from_date, until_date, first,
                                 joined_at)
            SELECT :resident, :hall, :desk, :service, :minutes, :from, :until, :first, booking_clock()
             WHERE (SELECT count(*) FROM waiting
                     WHERE resident = :resident AND state IN ('WAITING', 'OFFERED')) < :most
            ON CONFLICT (resident, hall, service) WHERE state IN ('WAITING', 'OFFERED') DO NOTHING
            RETURNING id
            """;

    private static final String FIND = "SELECT " + COLUMNS + " FROM waiting WHERE id = :id";

    private static final String OF_RESIDENT =
            "SELECT "
                    + COLUMNS
                    + """
                      FROM waiting WHERE resident = :resident AND joined_at > now() - interval '90 days'
                     ORDER BY id DESC LIMIT 50
                    """;

    private static final String AHEAD =
            """
            SELECT count(*) AS ahead
              FROM waiting JOIN waiting AS own ON own.id = :id
             WHERE waiting.desk = own.desk AND waiting.state = 'WAITING'
               AND (NOT waiting.first, waiting.id) < (NOT own.first, own.id)
               AND waiting.from_date <= own.until_date AND waiting.until_date >= own.from_date
            """;

    private static final String LEAVE =
            """
            UPDATE waiting SET state = 'LEFT', version = version + 1
             WHERE id = :id AND version = :version AND state = 'WAITING'
            """;

    /** For each place that was given up, whoever has waited longest and can use it. */
    private static final String MATCHES =
            """
            SELECT vacated.id AS vacancy, vacated.desk, vacated.starts_at, vacated.ends_at,
                   next.*
              FROM vacated
              CROSS JOIN LATERAL (
                   SELECT waiting.id, waiting.version, waiting.state, waiting.resident,
                          waiting.hall, waiting.service, waiting.from_date, waiting.until_date,
                          waiting.booking
                     FROM waiting
                    WHERE waiting.desk = vacated.desk AND waiting.state = 'WAITING'
                      AND waiting.not_before <= booking_clock()
                      AND waiting.minutes * interval '1 minute'
                          <= vacated.ends_at - vacated.starts_at
                      AND (vacated.starts_at AT TIME ZONE 'Asia/Shanghai')::date
                          BETWEEN waiting.from_date AND waiting.until_date
                    ORDER BY waiting.first DESC, waiting.id
                    LIMIT 1) AS next
             WHERE NOT vacated.reserve AND vacated.starts_at > booking_clock()
             ORDER BY vacated.id
             LIMIT :limit
            """;

    private static final String OFFERED =
            """
            UPDATE waiting SET state = 'OFFERED', booking = :booking, version = version + 1
             WHERE id = :id AND state = 'WAITING'
            """;

    private static final String PASS_OVER =
            """
            UPDATE waiting SET not_before = booking_clock() + interval '1 hour' WHERE id = :id
            """;

    /** What became of the offers. */
    private static final String SETTLE =
            """
            UPDATE waiting
               SET state = CASE WHEN booking.state IN ('EXPIRED', 'CANCELLED') THEN 'LAPSED'
                                ELSE 'TAKEN' END,
                   version = waiting.version + 1
              FROM booking
             WHERE waiting.state = 'OFFERED' AND booking.id = waiting.booking
               AND booking.state <> 'HELD'
            """;

    private static final String GONE_BY =
            """
            UPDATE waiting SET state = 'LAPSED', version = version + 1
             WHERE state = 'WAITING'
               AND until_date < (booking_clock() AT TIME ZONE 'Asia/Shanghai')::date
            """;

    /** The hall takes no new bookings. */
    private static final String CLOSE =
            "UPDATE waiting SET state = 'LAPSED', version = version + 1"
                    + " WHERE hall = :hall AND state = 'WAITING' RETURNING "
                    + COLUMNS;

    private final DatabaseClient database;

    WaitingList(DatabaseClient database) {
        this.database = database;
    }

    /** Joins; nothing when the resident waits for this already or for too much. */
    Mono<UUID> join(ResidentId resident, Hall.Offer offer, Wanted wanted, boolean first, int most) {
        return database.sql(JOIN)
                .bind("resident", resident.value())
                .bind("hall", offer.hall().id())
                .bind("desk", offer.desk())
                .bind("service", offer.service().code())
                .bind("minutes", offer.service().minutes())
                .bind("from", wanted.from())
                .bind("until", wanted.until())
                .bind("first", first)
                .bind("most", most)
                .map(row -> Columns.get(row, "id", UUID.class))
                .one();
    }

    Mono<Entry> find(UUID id) {
        return database.sql(FIND).bind("id", id).map(WaitingList::toEntry).one();
    }

    Flux<Entry> listOf(ResidentId resident) {
        return database.sql(OF_RESIDENT)
                .bind("resident", resident.value())
                .map(WaitingList::toEntry)
                .all();
    }

    /** How many wait before this entry for days that touch its own. */
    Mono<Long> ahead(UUID id) {
        return database.sql(AHEAD)
                .bind("id", id)
                .map(row -> Columns.get(row, "ahead", Long.class))
                .one();
    }

    Mono<Boolean> leave(Entry entry) {
        return changed(
                database.sql(LEAVE)
                        .bind("id", entry.id())
                        .bind("version", entry.version().number()));
    }

    Flux<Match> matches(int limit) {
        return database.sql(MATCHES).bind("limit", limit).map(WaitingList::toMatch).all();
    }

    Mono<Boolean> offered(Entry entry, UUID booking) {
        return changed(database.sql(OFFERED).bind("id", entry.id()).bind("booking", booking));
    }

    Mono<Void> passOver(Entry entry) {
        return database.sql(PASS_OVER).bind("id", entry.id()).then();
    }

    Mono<Void> settle() {
        return database.sql(SETTLE).then().then(database.sql(GONE_BY).then());
    }

    /** Ends all waiting for a hall, and gives whose it was. */
    Flux<Entry> close(String hall) {
        return database.sql(CLOSE).bind("hall", hall).map(WaitingList::toEntry).all();
    }

    private static Mono<Boolean> changed(GenericExecuteSpec statement) {
        return statement.fetch().rowsUpdated().map(rows -> rows == 1);
    }

    private static Match toMatch(Readable row) {
        return new Match(
                new Vacancy(
                        Columns.get(row, "vacancy", UUID.class),
                        Columns.get(row, "desk", String.class),
                        Columns.instant(row, "starts_at"),
                        Columns.instant(row, "ends_at")),
                toEntry(row));
    }

    private static Entry toEntry(Readable row) {
        return new Entry(
                Columns.get(row, "id", UUID.class),
                new Version(Columns.get(row, "version", Long.class)),
                State.valueOf(Columns.get(row, "state", String.class)),
                new ResidentId(Columns.get(row, "resident", String.class)),
                Columns.get(row, "hall", String.class),
                Columns.get(row, "service", String.class),
                new Wanted(
                        Columns.get(row, "from_date", LocalDate.class),
                        Columns.get(row, "until_date", LocalDate.class)),
                Columns.find(row, "booking", UUID.class));
    }

    /** How an entry stands. */
    enum State {
        WAITING,
        /** A place is kept for this resident alone. */
        OFFERED,
        TAKEN,
        LAPSED,
        LEFT
    }

    /** Days on which the resident could come, both included. */
    record Wanted(LocalDate from, LocalDate until) {}

    /**
     * Somebody waits.
     *
     * @param booking the hold that was offered
     */
    record Entry(
            UUID id,
            Version version,
            State state,
            ResidentId resident,
            String hall,
            String service,
            Wanted wanted,
            Optional<UUID> booking) {}

    /** A place and who is next for it. */
    record Match(Vacancy vacancy, Entry entry) {}
}
