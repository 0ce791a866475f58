package city.zhanqiao.pilots.board;

import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.calendar.WorkingCalendar;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.pilots.pilot.PilotDirectory.Listed;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Mono;

import java.time.InstantSource;
import java.time.LocalDate;

/** What is going on in a pilot today. */
final class Board {

    /** Red is what was due on a day before the last worked one, yellow what has a day left. */
    private static final String TODAY =
            """
            SELECT count(*) FILTER (WHERE submitted_on = :today AND channel = 'ONLINE') AS online,
                   count(*) FILTER (WHERE submitted_on = :today AND channel = 'WINDOW') AS at_window,
                   count(*) FILTER (WHERE closed_on = :today) AS closed,
                   count(*) FILTER (WHERE runs AND due_on > :next) AS green,
                   count(*) FILTER (WHERE runs AND due_on BETWEEN :worked AND :next) AS yellow,
                   count(*) FILTER (WHERE runs AND due_on < :worked) AS red,
                   count(*) FILTER (WHERE runs AND due_on IS NULL) AS standing,
                   count(*) FILTER (WHERE rating <= 2 AND remedied_in_time IS NULL) AS bad
              FROM (SELECT *, closed_on IS NULL AND ended_on IS NULL AND submitted_on IS NOT NULL AS runs
                      FROM measured_case
                     WHERE item = :item AND district = :district AND bundle IS NULL
                       AND (closed_on IS NULL AND ended_on IS NULL OR closed_on = :today
                            OR submitted_on = :today OR rating <= 2)) AS one
            """;

    private final DatabaseClient database;
    private final InstantSource clock;

    Board(DatabaseClient database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    Mono<Today> of(Listed pilot) {
        WorkingCalendar calendar = WorkingCalendar.published();
        LocalDate today = CityTime.today(clock);
        return database.sql(TODAY)
                .bind("item", pilot.scenario().countedAs())
                .bind("district", pilot.district().value())
                .bind("today", today)
                .bind("worked", calendar.workingDayOnOrBefore(today).date())
                .bind("next", calendar.addWorkingDays(today, 1).date())
                .map(Board::toToday)
                .one();
    }

    private static Today toToday(Readable row) {
        return new Today(
                count(row, "online"),
                count(row, "at_window"),
                count(row, "closed"),
                count(row, "green"),
                count(row, "yellow"),
                count(row, "red"),
                count(row, "standing"),
                count(row, "bad"));
    }

    private static long count(Readable row, String column) {
        return Columns.get(row, column, Long.class);
    }

    /**
     * Cases of a pilot today.
     *
     * @param online handed in today online
     * @param atWindow handed in today at a window
     * @param closed closed today
     * @param green open, with more than a working day left
     * @param yellow open, with a working day left at most
     * @param red open and overdue
     * @param standing open, while no clock runs
     * @param badRatings bad ratings without a remedy
     */
    record Today(
            long online,
            long atWindow,
            long closed,
            long green,
            long yellow,
            long red,
            long standing,
            long badRatings) {}
}
