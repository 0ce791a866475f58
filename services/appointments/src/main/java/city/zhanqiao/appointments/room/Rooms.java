package city.zhanqiao.appointments.room;

import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.database.Columns;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;

/** The stored rooms and who is in them. Redis has no part in it. */
final class Rooms {

    private static final String FIND =
            """
            SELECT opened, last, admitted FROM room WHERE hall = :hall AND releases_at = :at
            """;

    private static final String MAKE =
            "INSERT INTO room (hall, releases_at) VALUES (:hall, :at) ON CONFLICT DO NOTHING";

    /** Shared, so that many enter at once, but none while the order is being drawn. */
    private static final String STEP_IN =
            """
            SELECT opened FROM room WHERE hall = :hall AND releases_at = :at FOR KEY SHARE
            """;

    private static final String ENTER =
            """
            INSERT INTO room_entry (hall, releases_at, resident, came_at)
            VALUES (:hall, :at, :resident, booking_clock())
            ON CONFLICT DO NOTHING
            """;

    private static final String ENTRY =
            """
            SELECT COALESCE(number, 0) AS number FROM room_entry
             WHERE hall = :hall AND releases_at = :at AND resident = :resident
            """;

    /** After the opening: behind everybody who is there. */
    private static final String FOLLOW =
            """
            WITH next AS (
                UPDATE room SET last = last + 1
                 WHERE hall = :hall AND releases_at = :at
                   AND EXISTS (SELECT 1 FROM room_entry
                                WHERE hall = :hall AND releases_at = :at AND resident = :resident
                                  AND number IS NULL)
             RETURNING last)
            UPDATE room_entry SET number = next.last
              FROM next
             WHERE hall = :hall AND releases_at = :at AND resident = :resident
            """;

    private static final String DUE =
            """
            SELECT hall, releases_at FROM room
             WHERE NOT opened AND releases_at <= booking_clock()
             ORDER BY releases_at, hall LIMIT 1
               FOR UPDATE
            """;

    /** A fair draw: nobody gains by coming first, by several tabs or by a fast line. */
    private static final String DRAW =
            """
            WITH drawn AS (
                SELECT resident, row_number() OVER (ORDER BY gen_random_uuid()) AS number
                  FROM room_entry WHERE hall = :hall AND releases_at = :at),
            numbered AS (
                UPDATE room_entry SET number = drawn.number
                  FROM drawn
                 WHERE room_entry.hall = :hall AND room_entry.releases_at = :at
                   AND room_entry.resident = drawn.resident
             RETURNING 1)
            UPDATE room SET opened = true, last = (SELECT count(*) FROM numbered)
             WHERE hall = :hall AND releases_at = :at
            """;

    private static final String ADMIT =
            """
            UPDATE room SET admitted = LEAST(last, admitted + :more)
             WHERE opened AND admitted < last
            """;

    private static final String CLEAR =
            "DELETE FROM room WHERE releases_at < booking_clock() - :after::text::interval";

    private static final String OF_RESIDENT =
            """
            SELECT hall, releases_at, number, came_at FROM room_entry
             WHERE resident = :resident ORDER BY came_at
            """;

    private final DatabaseClient database;

    Rooms(DatabaseClient database) {
        this.database = database;
    }

    Mono<Room> find(Release release) {
        return at(FIND, release)
                .map(row ->
                        new Room(
                                Columns.get(row, "opened", Boolean.class),
                                Columns.get(row, "last", Long.class),
                                Columns.get(row, "admitted", Long.class)))
                .one();
    }

    /** The resident's number; 0 before the opening, nothing if they are not in the room. */
    Mono<Long> numberOf(Release release, ResidentId resident) {
        return at(ENTRY, release)
                .bind("resident", resident.value())
                .map(row -> Columns.get(row, "number", Long.class))
                .one();
    }

    /** Lets somebody in, in the caller's transaction. */
    Mono<Void> enter(Release release, ResidentId resident) {
        return at(MAKE, release)
                .then()
                .then(
                        at(STEP_IN, release)
                                .map(row -> Columns.get(row, "opened", Boolean.class))
                                .one())
                .delayUntil(opened -> at(ENTER, release).bind("resident", resident.value()).then())
                .filter(opened -> opened)
                .flatMap(opened -> at(FOLLOW, release).bind("resident", resident.value()).then());
    }

    /** Draws the order of one room whose hour has come; true if there was one. */
    Mono<Boolean> openOne() {
        return database.sql(DUE)
                .map(row ->
                        new Release(
                                Columns.get(row, "hall", String.class),
                                Columns.instant(row, "releases_at")))
                .one()
                .flatMap(due -> at(DRAW, due).then().thenReturn(true));
    }

    /** Admits so many more to every room in which somebody waits. */
    Mono<Long> admit(int more) {
        return database.sql(ADMIT).bind("more", more).fetch().rowsUpdated();
    }

    /** Forgets rooms that were released so long ago. */
    Mono<Void> clear(Duration after) {
        return database.sql(CLEAR).bind("after", after.toSeconds() + " seconds").then();
    }

    private GenericExecuteSpec at(String sql, Release release) {
        return database.sql(sql)
                .bind("hall", release.hall())
                .bind("at", Columns.timestamp(release.at()));
    }

    /**
     * How a room stands.
     *
     * @param admitted numbers up to here may book
     */
    record Room(boolean opened, long last, long admitted) {

        /** Whether somebody waits, so that nobody may pass by. */
        boolean isBusy() {
            return opened && admitted < last;
        }
    }

    /** In which rooms a resident is or was. */
    Flux<Entry> listOf(ResidentId resident) {
        return database.sql(OF_RESIDENT)
                .bind("resident", resident.value())
                .map(row ->
                        new Entry(
                                Columns.get(row, "hall", String.class),
                                Columns.get(row, "releases_at", OffsetDateTime.class),
                                Columns.find(row, "number", Long.class),
                                Columns.get(row, "came_at", OffsetDateTime.class)))
                .all();
    }

    /** That somebody came to a room, and the number drawn. */
    record Entry(
            String hall, OffsetDateTime releasesAt, Optional<Long> number, OffsetDateTime cameAt) {}
}
