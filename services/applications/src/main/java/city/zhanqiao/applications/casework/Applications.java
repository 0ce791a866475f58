package city.zhanqiao.applications.casework;

import city.zhanqiao.applications.casework.Application.State;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.Version;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.encryption.FieldCipher;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.Optional;
import java.util.UUID;

/**
 * The stored applications. A change is one statement that only takes effect on the version it saw.
 */
final class Applications {

    private static final String FORM = "application.form";

    private static final String COLUMNS =
            """
            id, version, state, resident, item, item_version, channel, division, department, receipt,
            intake_district, intake_staff, reviewer, decider, reason, result, created_at,
            submitted_at, accepted_at, decided_at, issued_at
            """;

    private static final String ADD =
            """
            INSERT INTO application (state, resident, item, item_version, channel, division, district,
                                     department, form, receipt, intake_district, intake_staff,
                                     created_at, submitted_at)
            VALUES (:state, :resident, :item, :itemVersion, :channel, :division, :district,
                    :department, :form, :receipt, :intakeDistrict, :intakeStaff, :createdAt, :submittedAt)
            RETURNING id
            """;

    private static final String FIND = "SELECT " + COLUMNS + " FROM application WHERE id = :id";

    private static final String FIND_FORM = "SELECT form FROM application WHERE id = :id";

    private static final String SAVE_FORM =
            """
            UPDATE application SET form = :form, version = version + 1
             WHERE id = :id AND version = :version AND state = 'DRAFT'
            """;

    private static final String CHANGE =
            """
            UPDATE application
               SET state = :state, version = version + 1, receipt = :receipt,
                   intake_district = :intakeDistrict, intake_staff = :intakeStaff, reviewer = :reviewer,
                   decider = :decider, reason = :reason, result = :result, submitted_at = :submittedAt,
                   accepted_at = :acceptedAt, decided_at = :decidedAt, issued_at = :issuedAt
             WHERE id = :id AND version = :version
            """;

    private static final String OF_RESIDENT =
            "SELECT "
                    + COLUMNS
                    + """
                      FROM application
                     WHERE resident = :resident AND (:before IS NULL OR id < :before)
                     ORDER BY id DESC
                     LIMIT :limit
                    """;

    /**
     * An office of one district and a department of the whole city each have an index of their own.
     */
    private static final String INBOX =
            "SELECT "
                    + COLUMNS
                    + """
                      FROM application
                     WHERE department = :department AND state <> 'DRAFT'
                       AND (:district IS NULL OR district = :district)
                       AND (:state IS NULL OR state = :state)
                       AND (:after IS NULL OR id > :after)
                     ORDER BY id
                     LIMIT :limit
                    """;

    private static final String NEXT_RECEIPT = "SELECT nextval('receipt_number') AS number";

    private static final String RE_OWN =
            "UPDATE application SET resident = :resident WHERE resident = :former";

    private final DatabaseClient database;
    private final FieldCipher cipher;
    private final JsonMapper json;

    Applications(DatabaseClient database, FieldCipher cipher, JsonMapper json) {
        this.database = database;
        this.cipher = cipher;
        this.json = json;
    }

    /** Stores a new case and gives its id. */
    Mono<ApplicationId> add(Application application, Optional<JsonNode> form) {
        Facts facts = application.facts();
        GenericExecuteSpec add =
                database.sql(ADD)
                        .bind("state", application.state().name())
                        .bind("resident", facts.resident().value())
                        .bind("item", facts.item())
                        .bind("itemVersion", facts.itemVersion())
                        .bind("channel", facts.channel().name())
                        .bind("division", facts.division().value())
                        .bind("district", facts.district().value())
                        .bind("department", facts.department().value())
                        .bind("createdAt", Columns.timestamp(facts.createdAt()));
        add = Columns.bind(add, "form", form.map(this::seal), byte[].class);
        return ApplicationRow.bindIntake(add, ApplicationRow.of(application))
                .map(row -> new ApplicationId(Columns.get(row, "id", UUID.class)))
                .one();
    }

    Mono<Application> find(ApplicationId id) {
        return database.sql(FIND).bind("id", id.value()).map(ApplicationRow::read).one();
    }

    Mono<JsonNode> findForm(ApplicationId id) {
        return database.sql(FIND_FORM)
                .bind("id", id.value())
                .map(row -> Columns.find(row, "form", byte[].class))
                .one()
                .flatMap(Mono::justOrEmpty)
                .map(sealed -> json.readTree(cipher.open(sealed, FORM)));
    }

    /** Nothing is changed when the draft is no longer at the version. */
    Mono<Outcome<Version, Refusal>> saveForm(Application.Draft draft, JsonNode form) {
        Facts facts = draft.facts();
        return database.sql(SAVE_FORM)
                .bind("id", facts.id().value())
                .bind("version", facts.version().number())
                .bind("form", seal(form))
                .fetch()
                .rowsUpdated()
                .map(rows -> changed(rows, facts));
    }

    /** Moves a case to its new state, if it is still at the version that was seen. */
    Mono<Outcome<Version, Refusal>> change(Application moved) {
        Facts facts = moved.facts();
        return ApplicationRow.bindState(
                        database.sql(CHANGE)
                                .bind("id", facts.id().value())
                                .bind("version", facts.version().number())
                                .bind("state", moved.state().name()),
                        ApplicationRow.of(moved))
                .fetch()
                .rowsUpdated()
                .map(rows -> changed(rows, facts));
    }

    /** A resident's own cases, newest first. */
    Flux<Application> listOf(ResidentId resident, Optional<UUID> before, int limit) {
        GenericExecuteSpec list =
                database.sql(OF_RESIDENT).bind("resident", resident.value()).bind("limit", limit);
        return Columns.bind(list, "before", before, UUID.class).map(ApplicationRow::read).all();
    }

    /** What an office has before it, oldest first. */
    Flux<Application> listFor(
            Caller.Staff staff, Optional<State> state, Optional<UUID> after, int limit) {
        GenericExecuteSpec list =
                database.sql(INBOX)
                        .bind("department", staff.department().value())
                        .bind("limit", limit);
        list =
                Columns.bind(
                        list, "district", staff.district().map(DivisionCode::value), String.class);
        list = Columns.bind(list, "state", state.map(State::name), String.class);
        return Columns.bind(list, "after", after, UUID.class).map(ApplicationRow::read).all();
    }

    Mono<Long> nextReceiptNumber() {
        return database.sql(NEXT_RECEIPT).map(row -> Columns.get(row, "number", Long.class)).one();
    }

    /** Gives the cases of a former id to the resident who turned out to be the same person. */
    Mono<Void> reOwn(ResidentId former, ResidentId resident) {
        return database.sql(RE_OWN)
                .bind("former", former.value())
                .bind("resident", resident.value())
                .then();
    }

    private byte[] seal(JsonNode form) {
        return cipher.seal(json.writeValueAsString(form), FORM);
    }

    private static Outcome<Version, Refusal> changed(long rows, Facts facts) {
        return rows == 1
                ? Outcome.done(new Version(facts.version().number() + 1))
                : Outcome.refused(new Refusal.Stale());
    }
}
