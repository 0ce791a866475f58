package city.zhanqiao.pilots.pilot;

import city.zhanqiao.city.department.DepartmentCode;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.web.language.Language;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Mono;

import java.util.Map;

/** What can be opened, with its names. */
final class Scenarios {

    private static final String LIST = "SELECT code, title, title_en, department FROM scenario";

    /** The names that a scenario was entered with stay. */
    private static final String ADD =
            """
            INSERT INTO scenario (code, title, title_en, department)
            VALUES (:code, :title, :titleEn, :department)
            ON CONFLICT (code) DO NOTHING
            """;

    private final DatabaseClient database;

    Scenarios(DatabaseClient database) {
        this.database = database;
    }

    /** Enters a scenario that is new. */
    Mono<Void> add(Scenario scenario) {
        return database.sql(ADD)
                .bind("code", scenario.code().value())
                .bind("title", scenario.title())
                .bind("titleEn", scenario.titleEn())
                .bind("department", scenario.department().value())
                .then();
    }

    /** All of them; some dozens. */
    Mono<Map<ScenarioCode, Scenario>> byCode() {
        return database.sql(LIST).map(Scenarios::toScenario).all().collectMap(Scenario::code);
    }

    private static Scenario toScenario(Readable row) {
        return new Scenario(
                new ScenarioCode(Columns.get(row, "code", String.class)),
                Columns.get(row, "title", String.class),
                Columns.get(row, "title_en", String.class),
                new DepartmentCode(Columns.get(row, "department", String.class)));
    }

    /**
     * Something that can be opened.
     *
     * @param department answers for it
     */
    record Scenario(ScenarioCode code, String title, String titleEn, DepartmentCode department) {

        String title(Language language) {
            return language == Language.EN ? titleEn : title;
        }
    }
}
