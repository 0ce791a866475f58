package city.zhanqiao.pilots.pilot;

import city.zhanqiao.city.department.DepartmentCode;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.data.database.Columns;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What the other features of this service need to know of pilots. */
public final class PilotDirectory {

    private static final String LIST =
            """
            SELECT pilot.id, pilot.scenario, scenario.title, scenario.title_en, scenario.department,
                   pilot.district, pilot.state, pilot.batch, pilot.opens_on, pilot.closes_on
              FROM pilot JOIN scenario ON scenario.code = pilot.scenario
             WHERE (:id IS NULL OR pilot.id = :id) AND (:batch IS NULL OR pilot.batch = :batch)
             ORDER BY pilot.scenario, pilot.district, pilot.opens_on
            """;

    private static final String BATCH =
            "SELECT code, title, title_en, paper, mid_term_on, final_on FROM batch WHERE code ="
                    + " :code";

    private static final String FEATURES =
            """
            SELECT pilot.scenario, scenario.title, scenario.title_en, pilot.version,
                   pilot.district, pilot.share, pilot.groups,
                   pilot.state NOT IN ('PLANNED', 'STOPPED') AND pilot.opens_on <= :today
                       AND (pilot.closes_on IS NULL OR pilot.closes_on >= :today) AS open
              FROM pilot JOIN scenario ON scenario.code = pilot.scenario
             WHERE starts_with(pilot.scenario, 'feature:') AND pilot.state <> 'PLANNED'
             ORDER BY pilot.scenario, pilot.district, pilot.opens_on
            """;

    private final DatabaseClient database;
    private final Steering steering;

    PilotDirectory(DatabaseClient database, Steering steering) {
        this.database = database;
        this.steering = steering;
    }

    /**
     * One pilot.
     *
     * @return fails with PILOT_NOT_FOUND also where the caller works for another district
     */
    public Mono<Listed> find(Caller.Staff staff, PilotId id) {
        return steering.find(staff, id)
                .map(found -> found.orElseThrow(RefusalProblems::toProblem))
                .flatMap(pilot -> list(Optional.of(id), Optional.empty()).single());
    }

    /** The pilots of a round, by scenario and district. */
    public Flux<Listed> ofBatch(String batch) {
        return list(Optional.empty(), Optional.of(batch));
    }

    /** All pilots that have cases, by scenario and district. */
    public Flux<Listed> withCases() {
        return list(Optional.empty(), Optional.empty())
                .filter(pilot -> pilot.scenario().hasCases());
    }

    /** The features of the app that are, or were, pilots. */
    public Flux<Feature> features(LocalDate today) {
        return database.sql(FEATURES).bind("today", today).map(PilotDirectory::toFeature).all();
    }

    /** A round of pilots; empty if there is none of this code. */
    public Mono<Round> batch(String code) {
        return database.sql(BATCH)
                .bind("code", code)
                .map(row ->
                        new Round(
                                Columns.get(row, "code", String.class),
                                Columns.get(row, "title", String.class),
                                Columns.get(row, "paper", String.class),
                                Columns.get(row, "mid_term_on", LocalDate.class),
                                Columns.get(row, "final_on", LocalDate.class)))
                .one();
    }

    private Flux<Listed> list(Optional<PilotId> id, Optional<String> batch) {
        return Columns.bind(
                        Columns.bind(database.sql(LIST), "id", id.map(PilotId::value), UUID.class),
                        "batch",
                        batch,
                        String.class)
                .map(PilotDirectory::toEntry)
                .all();
    }

    private static Feature toFeature(Readable row) {
        return new Feature(
                new ScenarioCode(Columns.get(row, "scenario", String.class)),
                Columns.get(row, "title", String.class),
                Columns.get(row, "title_en", String.class),
                new DivisionCode(Columns.get(row, "district", String.class)),
                Columns.get(row, "open", Boolean.class),
                Columns.get(row, "share", Integer.class),
                List.of(Columns.get(row, "groups", String[].class)),
                Columns.get(row, "version", Long.class));
    }

    private static Listed toEntry(Readable row) {
        return new Listed(
                new PilotId(Columns.get(row, "id", UUID.class)),
                new ScenarioCode(Columns.get(row, "scenario", String.class)),
                Columns.get(row, "title", String.class),
                Columns.get(row, "title_en", String.class),
                new DepartmentCode(Columns.get(row, "department", String.class)),
                new DivisionCode(Columns.get(row, "district", String.class)),
                Columns.get(row, "state", String.class),
                Columns.find(row, "batch", String.class),
                Columns.get(row, "opens_on", LocalDate.class),
                Columns.find(row, "closes_on", LocalDate.class));
    }

    /**
     * A pilot as the other features see it.
     *
     * @param batch the round that it belongs to
     */
    public record Listed(
            PilotId id,
            ScenarioCode scenario,
            String title,
            String titleEn,
            DepartmentCode department,
            DivisionCode district,
            String state,
            Optional<String> batch,
            LocalDate opensOn,
            Optional<LocalDate> closesOn) {

        /** Whether it takes new cases on the day. */
        public boolean isOpenOn(LocalDate day) {
            return !state.equals(Pilot.State.PLANNED.name())
                    && !state.equals(Pilot.State.STOPPED.name())
                    && !day.isBefore(opensOn)
                    && closesOn.filter(day::isAfter).isEmpty();
        }
    }

    /**
     * A feature of the app in one district.
     *
     * @param open whether it is on today
     * @param share percent of the residents
     * @param groups empty for everybody
     * @param version grows with every change
     */
    public record Feature(
            ScenarioCode scenario,
            String title,
            String titleEn,
            DivisionCode district,
            boolean open,
            int share,
            List<String> groups,
            long version) {}

    /** A round of pilots with the days of its two assessments. */
    public record Round(
            String code, String title, String paper, LocalDate midTermOn, LocalDate finalOn) {}
}
