package city.zhanqiao.pilots.indicator;

import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.personal.PersonalData;
import city.zhanqiao.data.personal.PersonalPart;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Mono;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * What is counted of a resident. It stands under a keyed hash, names nobody, and outlives the
 * resident's account as a part of the city's sums.
 */
final class CountedPerson implements PersonalData {

    private static final String LIST =
            """
            SELECT id, item, district, submitted_on, closed_on FROM measured_case
             WHERE resident = :resident ORDER BY id
            """;

    private static final String ACTIVITY =
            """
            SELECT item, district, month, elder FROM measured_activity
             WHERE resident = :resident ORDER BY month, item, district
            """;

    private final DatabaseClient database;
    private final CaseEvents events;

    CountedPerson(DatabaseClient database, CaseEvents events) {
        this.database = database;
        this.events = events;
    }

    @Override
    public Mono<PersonalPart> of(ResidentId resident) {
        return database.sql(LIST)
                .bind("resident", events.pseudonym(resident))
                .map(row ->
                        new CountedCase(
                                Columns.get(row, "id", UUID.class),
                                Columns.find(row, "item", String.class),
                                Columns.find(row, "district", String.class),
                                Columns.find(row, "submitted_on", LocalDate.class),
                                Columns.find(row, "closed_on", LocalDate.class)))
                .all()
                .collectList()
                .map(cases ->
                        PersonalPart.of(
                                "counted-cases", "试点统计中的办件", "Cases in the statistics", cases));
    }

    /** In which months the resident was counted as active. */
    Mono<PersonalPart> activityOf(ResidentId resident) {
        return database.sql(ACTIVITY)
                .bind("resident", events.pseudonym(resident))
                .map(row ->
                        new CountedMonth(
                                Columns.get(row, "item", String.class),
                                Columns.get(row, "district", String.class),
                                Columns.get(row, "month", LocalDate.class),
                                Columns.find(row, "elder", Boolean.class)))
                .all()
                .collectList()
                .map(months ->
                        PersonalPart.of("counted-activity", "试点统计中的活跃月份", "Active months", months));
    }

    /** A month as it is counted. */
    record CountedMonth(String item, String district, LocalDate month, Optional<Boolean> elder) {}

    /** A case as it is counted. */
    record CountedCase(
            UUID applicationId,
            Optional<String> item,
            Optional<String> district,
            Optional<LocalDate> submittedOn,
            Optional<LocalDate> closedOn) {}
}
