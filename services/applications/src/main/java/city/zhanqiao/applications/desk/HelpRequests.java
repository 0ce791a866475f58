package city.zhanqiao.applications.desk;

import city.zhanqiao.applications.casework.Application;
import city.zhanqiao.applications.casework.ApplicationId;
import city.zhanqiao.city.department.DepartmentCode;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.city.identity.StaffId;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.encryption.FieldCipher;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/**
 * Questions of one department to another about a case (请求协助). The one asked sees the question and
 * the item, not the case: it helps with what it knows, and needs no more.
 */
final class HelpRequests {

    private static final String QUESTION = "help_request.question";
    private static final String ANSWER = "help_request.answer";

    private static final String COLUMNS =
            """
            help.id, help.application, application.item, help.from_department, help.to_department,
            help.asked_at, help.question, help.answered_by, help.answered_at, help.answer
            """;

    private static final String FROM =
            " FROM help_request AS help JOIN application ON application.id = help.application ";

    private static final String ASK =
            """
            INSERT INTO help_request (application, from_department, to_department, district,
                                      asked_by, asked_at, question)
            VALUES (:application, :from, :to, :district, :staff, :at, :question)
            RETURNING id
            """;

    private static final String FIND = "SELECT " + COLUMNS + FROM + "WHERE help.id = :id";

    private static final String OF_CASE =
            "SELECT " + COLUMNS + FROM + "WHERE help.application = :application ORDER BY help.id";

    private static final String ABOUT =
            "SELECT " + COLUMNS + FROM + "WHERE application.resident = :resident ORDER BY help.id";

    private static final String BEFORE =
            "SELECT "
                    + COLUMNS
                    + FROM
                    + """
                    WHERE help.to_department = :department AND help.answered_at IS NULL
                      AND (:district IS NULL OR help.district = :district)
                      AND (:after IS NULL OR help.id > :after)
                    ORDER BY help.id LIMIT :limit
                    """;

    private static final String REPLY =
            """
            UPDATE help_request SET answered_by = :staff, answered_at = :at, answer = :answer
             WHERE id = :id AND answered_at IS NULL AND to_department = :department
               AND (:district IS NULL OR district = :district)
            """;

    private final DatabaseClient database;
    private final FieldCipher cipher;
    private final InstantSource clock;

    HelpRequests(DatabaseClient database, FieldCipher cipher, InstantSource clock) {
        this.database = database;
        this.cipher = cipher;
        this.clock = clock;
    }

    Mono<HelpRequest> ask(
            Application about, Caller.Staff staff, DepartmentCode whom, String question) {
        return database.sql(ASK)
                .bind("application", about.facts().id().value())
                .bind("from", staff.department().value())
                .bind("to", whom.value())
                .bind("district", about.facts().district().value())
                .bind("staff", staff.id().value())
                .bind("at", Columns.timestamp(clock.instant()))
                .bind("question", cipher.seal(question, QUESTION))
                .map(row -> Columns.get(row, "id", UUID.class))
                .one()
                .flatMap(this::find);
    }

    Mono<HelpRequest> find(UUID id) {
        return database.sql(FIND).bind("id", id).map(this::toRequest).one();
    }

    /** Oldest first. */
    Flux<HelpRequest> listOf(ApplicationId application) {
        return database.sql(OF_CASE)
                .bind("application", application.value())
                .map(this::toRequest)
                .all();
    }

    /** What offices asked each other about a person's cases, for the person's export. */
    Flux<HelpRequest> listAbout(ResidentId resident) {
        return database.sql(ABOUT).bind("resident", resident.value()).map(this::toRequest).all();
    }

    /** What an office has been asked and not answered, oldest first. */
    Flux<HelpRequest> listBefore(Caller.Staff staff, Optional<UUID> after, int limit) {
        return Columns.bind(
                        Columns.bind(
                                database.sql(BEFORE)
                                        .bind("department", staff.department().value())
                                        .bind("limit", limit),
                                "district",
                                staff.district().map(DivisionCode::value),
                                String.class),
                        "after",
                        after,
                        UUID.class)
                .map(this::toRequest)
                .all();
    }

    /** Whether it was still open and before this office. */
    Mono<Boolean> answer(Caller.Staff staff, UUID id, String answer) {
        return Columns.bind(
                        database.sql(REPLY)
                                .bind("id", id)
                                .bind("department", staff.department().value())
                                .bind("staff", staff.id().value())
                                .bind("at", Columns.timestamp(clock.instant()))
                                .bind("answer", cipher.seal(answer, ANSWER)),
                        "district",
                        staff.district().map(DivisionCode::value),
                        String.class)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    private HelpRequest toRequest(Readable row) {
        return new HelpRequest(
                Columns.get(row, "id", UUID.class),
                new ApplicationId(Columns.get(row, "application", UUID.class)),
                Columns.get(row, "item", String.class),
                new DepartmentCode(Columns.get(row, "from_department", String.class)),
                new DepartmentCode(Columns.get(row, "to_department", String.class)),
                Columns.instant(row, "asked_at"),
                cipher.open(Columns.get(row, "question", byte[].class), QUESTION),
                Columns.find(row, "answered_by", String.class).map(StaffId::new),
                Columns.find(row, "answered_at", OffsetDateTime.class)
                        .map(OffsetDateTime::toInstant),
                Columns.find(row, "answer", byte[].class)
                        .map(sealed -> cipher.open(sealed, ANSWER)));
    }

    /** A question and, once there is one, its answer; hides both from logs. */
    record HelpRequest(
            UUID id,
            ApplicationId application,
            String item,
            DepartmentCode from,
            DepartmentCode to,
            Instant askedAt,
            String question,
            Optional<StaffId> answeredBy,
            Optional<Instant> answeredAt,
            Optional<String> answer) {
        @Override
        public String toString() {
            return "HelpRequest[%s]".formatted(id);
        }
    }
}
