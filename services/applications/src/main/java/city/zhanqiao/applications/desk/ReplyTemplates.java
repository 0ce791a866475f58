package city.zhanqiao.applications.desk;

import city.zhanqiao.city.Version;
import city.zhanqiao.city.department.DepartmentCode;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.data.database.Columns;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.InstantSource;
import java.util.Map;

/** Words that an office writes often, with places such as {@code {receiptNumber}}. */
final class ReplyTemplates {

    private static final String COLUMNS = "code, version, title, text";

    private static final String LIST =
            "SELECT "
                    + COLUMNS
                    + " FROM reply_template WHERE department = :department ORDER BY code";

    private static final String FIND =
            "SELECT "
                    + COLUMNS
                    + " FROM reply_template WHERE department = :department AND code = :code"
                    + " FOR UPDATE";

    /** Of two that write the same new one, one is first; the other has not seen it. */
    private static final String ADD =
            """
            INSERT INTO reply_template (department, code, title, text, changed_by, changed_at)
            VALUES (:department, :code, :title, :text, :staff, :at)
            ON CONFLICT (department, code) DO NOTHING
            RETURNING code, version, title, text
            """;

    private static final String CHANGE =
            """
            UPDATE reply_template
               SET version = version + 1, title = :title, text = :text, changed_by = :staff,
                   changed_at = :at
             WHERE department = :department AND code = :code
            RETURNING code, version, title, text
            """;

    private static final String REMOVE =
            "DELETE FROM reply_template WHERE department = :department AND code = :code";

    private final DatabaseClient database;
    private final InstantSource clock;

    ReplyTemplates(DatabaseClient database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    Flux<ReplyTemplate> listOf(DepartmentCode department) {
        return database.sql(LIST)
                .bind("department", department.value())
                .map(ReplyTemplates::toTemplate)
                .all();
    }

    /** Held until the transaction ends. */
    Mono<ReplyTemplate> find(DepartmentCode department, String code) {
        return database.sql(FIND)
                .bind("department", department.value())
                .bind("code", code)
                .map(ReplyTemplates::toTemplate)
                .one();
    }

    /** Empty if somebody else has just written one under the code. */
    Mono<ReplyTemplate> add(Caller.Staff head, String code, String title, String text) {
        return write(ADD, head, code, title, text);
    }

    Mono<ReplyTemplate> change(Caller.Staff head, String code, String title, String text) {
        return write(CHANGE, head, code, title, text);
    }

    private Mono<ReplyTemplate> write(
            String statement, Caller.Staff head, String code, String title, String text) {
        return database.sql(statement)
                .bind("department", head.department().value())
                .bind("code", code)
                .bind("title", title)
                .bind("text", text)
                .bind("staff", head.id().value())
                .bind("at", Columns.timestamp(clock.instant()))
                .map(ReplyTemplates::toTemplate)
                .one();
    }

    Mono<Void> remove(DepartmentCode department, String code) {
        return database.sql(REMOVE)
                .bind("department", department.value())
                .bind("code", code)
                .then();
    }

    private static ReplyTemplate toTemplate(Readable row) {
        return new ReplyTemplate(
                Columns.get(row, "code", String.class),
                new Version(Columns.get(row, "version", Long.class)),
                Columns.get(row, "title", String.class),
                Columns.get(row, "text", String.class));
    }

    /** One of them. */
    record ReplyTemplate(String code, Version version, String title, String text) {

        /** Fills the places in; a place that nothing is known for stays as it is. */
        String filledIn(Map<String, String> facts) {
            String filled = text;
            for (Map.Entry<String, String> fact : facts.entrySet()) {
                filled = filled.replace("{" + fact.getKey() + "}", fact.getValue());
            }
            return filled;
        }
    }
}
