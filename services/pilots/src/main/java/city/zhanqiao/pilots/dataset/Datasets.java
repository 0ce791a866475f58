package city.zhanqiao.pilots.dataset;

import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.pilots.dataset.Disclosure.Counted;
import city.zhanqiao.pilots.indicator.Period;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Mono;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Reads the sums of all pilots as open data. */
final class Datasets {

    private static final String LINES =
            """
            WITH place AS (
                SELECT DISTINCT scenario, split_part(scenario, ':', 2) AS item, district FROM pilot
                 WHERE split_part(scenario, ':', 1) IN ('item', 'bundle')),
            line AS (
                SELECT place.scenario, place.item, place.district, cell.month,
                       sum(amount) FILTER (WHERE measure = 'SUBMITTED') AS submitted,
                       sum(amount) FILTER (WHERE measure = 'SUBMITTED_ONLINE') AS online,
                       sum(amount) FILTER (WHERE measure = 'CLOSED') AS closed,
                       sum(amount) FILTER (WHERE measure = 'CLOSED_WITHOUT_VISIT') AS no_visit,
                       sum(amount) FILTER (WHERE measure = 'CLOSED_AT_ONCE') AS at_once,
                       sum(amount) FILTER (WHERE measure = 'CLOSED_ON_TIME') AS on_time,
                       sum(amount) FILTER (WHERE measure LIKE 'RATED\\_%') AS rated,
                       sum(amount) FILTER (WHERE measure IN ('RATED_3', 'RATED_4', 'RATED_5')) AS good
                  FROM place JOIN indicator_month AS cell USING (item, district)
                 WHERE cell.month BETWEEN :from AND :to
                 GROUP BY place.scenario, place.item, place.district, cell.month)
            SELECT line.*,
                   (SELECT count(DISTINCT resident) FROM measured_case AS told
                     WHERE told.item = line.item AND told.district = line.district
                       AND told.bundle IS NULL
                       AND (told.submitted_on >= line.month
                            AND told.submitted_on < line.month + interval '1 month'
                         OR told.closed_on >= line.month
                            AND told.closed_on < line.month + interval '1 month')) AS people
              FROM line
             ORDER BY scenario, month, district
            """;

    private final DatabaseClient database;
    private final InstantSource clock;

    Datasets(DatabaseClient database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Pilots by month and district; a month that is not over is left out, because it changes. */
    Mono<List<Row>> cases(Period period) {
        LocalDate thisMonth = YearMonth.from(CityTime.today(clock)).atDay(1);
        LocalDate last = period.to().atDay(1);
        return database.sql(LINES)
                .bind("from", period.from().atDay(1))
                .bind("to", last.isBefore(thisMonth) ? last : thisMonth.minusDays(1))
                .map(Datasets::toCounted)
                .all()
                .collectList()
                .map(Disclosure::tell);
    }

    private static Counted toCounted(Readable row) {
        Map<Column, Long> counts = new EnumMap<>(Column.class);
        counts.put(Column.SUBMITTED, count(row, "submitted"));
        counts.put(Column.SUBMITTED_ONLINE, count(row, "online"));
        counts.put(Column.CLOSED, count(row, "closed"));
        counts.put(Column.CLOSED_WITHOUT_VISIT, count(row, "no_visit"));
        counts.put(Column.CLOSED_AT_ONCE, count(row, "at_once"));
        counts.put(Column.CLOSED_ON_TIME, count(row, "on_time"));
        counts.put(Column.RATED, count(row, "rated"));
        counts.put(Column.RATED_GOOD, count(row, "good"));
        return new Counted(
                Columns.get(row, "scenario", String.class),
                Columns.get(row, "district", String.class),
                YearMonth.from(Columns.get(row, "month", LocalDate.class)).toString(),
                count(row, "people"),
                counts);
    }

    private static long count(Readable row, String column) {
        return Columns.find(row, column, Long.class).orElse(0L);
    }
}
