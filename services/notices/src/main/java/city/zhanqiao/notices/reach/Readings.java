package city.zhanqiao.notices.reach;

import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.notices.notice.NoticeId;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Mono;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** How many residents have read a notice. Guests read without a trace and are not counted. */
final class Readings {

    private static final String COUNT =
            """
            SELECT count(*) AS readers,
                   count(*) FILTER (WHERE reading.edition = notice.edition) AS of_this_edition
              FROM notice LEFT JOIN notice_reading AS reading ON reading.notice = notice.id
             WHERE notice.id = :notice AND reading.resident IS NOT NULL
            """;

    /** A resident with places in two districts counts in both. */
    private static final String BY_DISTRICT =
            """
            SELECT district.code, count(reading.resident) AS readers
              FROM unnest(:districts::text[]) AS district (code)
              LEFT JOIN (notice_reading AS reading
                         JOIN resident_interest AS interest
                           ON interest.resident = reading.resident)
                     ON reading.notice = :notice AND district.code = ANY (interest.divisions)
             GROUP BY district.code
            """;

    private final DatabaseClient database;

    Readings(DatabaseClient database) {
        this.database = database;
    }

    Mono<Readers> count(NoticeId notice) {
        return database.sql(COUNT)
                .bind("notice", notice.value())
                .map(row ->
                        new Readers(
                                Columns.get(row, "readers", Long.class),
                                Columns.get(row, "of_this_edition", Long.class)))
                .one();
    }

    /** Every district asked for, also where nobody has read it. */
    Mono<Map<String, Long>> countByDistrict(NoticeId notice, Set<DivisionCode> districts) {
        return database.sql(BY_DISTRICT)
                .bind("notice", notice.value())
                .bind(
                        "districts",
                        districts.stream().map(DivisionCode::value).toArray(String[]::new))
                .map(row ->
                        Map.entry(
                                Columns.get(row, "code", String.class),
                                Columns.get(row, "readers", Long.class)))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue, TreeMap::new);
    }

    /**
     * Residents who have read it.
     *
     * @param all any edition
     * @param ofThisEdition the present one
     */
    record Readers(long all, long ofThisEdition) {}
}
