package city.zhanqiao.applications.casework;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.Version;
import city.zhanqiao.city.identifier.CreditCode;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.city.identity.StaffId;
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

    static final String FORM = "application.form";

    private static final String ADD =
            """
            INSERT INTO application (kind, state, resident, agent, item, item_version, channel,
                                     division, district, department, parent, member, form, words, firm, receipt,
                                     intake_district, intake_staff, intake_officers, reviewer, second_officer,
                                     decider, reason, result, created_at, submitted_at, accepted_at,
                                     decided_at, issued_at, delivered_at, ended_at, clocks, file,
                                     open_papers, corrections, due_of, due_on, due_status, timer_on,
                                     taken_in_by)
            VALUES (:kind, :state, :resident, :agent, :item, :itemVersion, :channel,
                    :division, :district, :department, :parent, :member, :form, :words, :firm, :receipt,
                    :intakeDistrict, :intakeStaff, :intakeOfficers, :reviewer, :secondOfficer,
                    :decider, :reason, :result, :createdAt, :submittedAt, :acceptedAt,
                    :decidedAt, :issuedAt, :deliveredAt, :endedAt, :clocks, :file,
                    :openPapers, :corrections, :dueOf, :dueOn, :dueStatus, :timerOn,
                    CASE :channel WHEN 'WINDOW' THEN :intakeStaff END)
            RETURNING id
            """;

    private static final String SELECT = "SELECT " + ApplicationRow.COLUMNS + " FROM application ";

    private static final String FIND = SELECT + "WHERE id = :id";

    private static final String FIND_FORM = "SELECT form FROM application WHERE id = :id";

    private static final String SAVE_FORM =
            """
            UPDATE application
               SET form = :form, words = :words, version = version + 1, changed_tx = pg_current_xact_id()
             WHERE id = :id AND version = :version AND state IN ('DRAFT', 'CORRECTION_REQUESTED')
            """;

    private static final String PUT_FORM =
            "UPDATE application SET form = :form, words = :words WHERE id = :id";

    private static final String CHANGE =
            """
            UPDATE application
               SET state = :state, version = version + 1, department = :department,
                   division = :division, district = :district,
                   receipt = :receipt, intake_district = :intakeDistrict,
                   intake_staff = :intakeStaff, intake_officers = :intakeOfficers,
                   reviewer = :reviewer,
                   second_officer = :secondOfficer, decider = :decider, reason = :reason,
                   result = :result, submitted_at = :submittedAt, accepted_at = :acceptedAt,
                   decided_at = :decidedAt, issued_at = :issuedAt, delivered_at = :deliveredAt,
                   ended_at = :endedAt, clocks = :clocks, file = :file, open_papers = :openPapers,
                   corrections = :corrections, due_of = :dueOf, due_on = :dueOn,
                   due_status = :dueStatus, timer_on = :timerOn,
                   claimed_by = CASE WHEN (state, department, district)
                                        = (:state, :department, :district) THEN claimed_by END,
                   claimed_at = CASE WHEN (state, department, district)
                                        = (:state, :department, :district) THEN claimed_at END,
                   changed_tx = pg_current_xact_id()
             WHERE id = :id AND version = :version
            """;

    /** Each half goes along its own index and stops early, however many cases there are. */
    static final String OF_RESIDENT =
            SELECT
                    + """
                    WHERE id IN ((SELECT id FROM application
                                   WHERE resident = :resident AND kind <> 'MEMBER'
                                     AND (:before IS NULL OR id < :before)
                                   ORDER BY id DESC LIMIT :limit)
                                 UNION ALL
                                 (SELECT id FROM application
                                   WHERE agent = :resident AND kind <> 'MEMBER'
                                     AND (:before IS NULL OR id < :before)
                                   ORDER BY id DESC LIMIT :limit))
                    ORDER BY id DESC
                    LIMIT :limit
                    """;

    private static final String ALL_OF_RESIDENT =
            SELECT + "WHERE resident = :resident OR agent = :resident ORDER BY id";

    private static final String MEMBERS = SELECT + "WHERE parent = :parent ORDER BY member";

    private static final String LOCK = SELECT + "WHERE id = :id FOR UPDATE";

    private static final String TAKEN_IN =
            "SELECT 1 FROM application WHERE id = :id AND taken_in_by = :staff";

    private static final String NEXT_RECEIPT = "SELECT nextval('receipt_number') AS number";

    private static final String RE_OWN =
            """
            WITH papers AS (UPDATE document SET resident = :resident WHERE resident = :former),
                 ratings AS (UPDATE rating SET resident = :resident WHERE resident = :former)
            UPDATE application
               SET resident = CASE resident WHEN :former THEN :resident ELSE resident END,
                   agent = CASE agent WHEN :former THEN :resident ELSE agent END,
                   changed_tx = pg_current_xact_id()
             WHERE resident = :former OR agent = :former
            """;

    private final DatabaseClient database;
    private final FieldCipher cipher;
    private final JsonMapper json;
    private final ApplicationRow rows;
    private final CaseWords words;
    private final CaseClock clocks;

    Applications(DatabaseClient database, FieldCipher cipher, JsonMapper json, CaseClock clocks) {
        this.database = database;
        this.cipher = cipher;
        this.json = json;
        this.rows = new ApplicationRow(cipher, json);
        this.words = new CaseWords(cipher);
        this.clocks = clocks;
    }

    /** Stores a new case and gives its id. */
    Mono<ApplicationId> add(Application application, Optional<JsonNode> form) {
        Facts facts = application.facts();
        GenericExecuteSpec add =
                database.sql(ADD)
                        .bind("kind", facts.kind().name())
                        .bind("resident", facts.resident().value())
                        .bind("item", facts.item())
                        .bind("itemVersion", facts.itemVersion())
                        .bind("channel", facts.channel().name())
                        .bind("createdAt", Columns.timestamp(facts.createdAt()));
        add = Columns.bind(add, "form", form.map(this::seal), byte[].class);
        add = add.bind("words", form.map(words::of).orElse(CaseWords.NONE));
        add = Columns.bind(add, "firm", facts.firm().map(CreditCode::value), String.class);
        add = Columns.bind(add, "agent", facts.agent().map(ResidentId::value), String.class);
        add = Columns.bind(add, "parent", facts.parent().map(ApplicationId::value), UUID.class);
        add = Columns.bind(add, "member", facts.member(), String.class);
        return bind(add, application)
                .map(row -> new ApplicationId(Columns.get(row, "id", UUID.class)))
                .one();
    }

    Mono<Application> find(ApplicationId id) {
        return database.sql(FIND).bind("id", id.value()).map(rows::read).one();
    }

    /** Whether this member of staff took the case in at a window. */
    Mono<Boolean> isTakenIn(ApplicationId id, StaffId by) {
        return database.sql(TAKEN_IN)
                .bind("id", id.value())
                .bind("staff", by.value())
                .map(row -> true)
                .one()
                .defaultIfEmpty(false);
    }

    /** Holds a case until the transaction ends. */
    Mono<Application> lock(ApplicationId id) {
        return database.sql(LOCK).bind("id", id.value()).map(rows::read).one();
    }

    /** The members of a bundle's case, in the order of their places. */
    Flux<Application> membersOf(ApplicationId parent) {
        return database.sql(MEMBERS).bind("parent", parent.value()).map(rows::read).all();
    }

    Mono<JsonNode> findForm(ApplicationId id) {
        return database.sql(FIND_FORM)
                .bind("id", id.value())
                .map(row -> Columns.find(row, "form", byte[].class))
                .one()
                .flatMap(Mono::justOrEmpty)
                .map(this::open);
    }

    /** Nothing is changed when the case is no longer at the version. */
    Mono<Outcome<Version, Refusal>> saveForm(Application draft, JsonNode form) {
        Facts facts = draft.facts();
        return database.sql(SAVE_FORM)
                .bind("id", facts.id().value())
                .bind("version", facts.version().number())
                .bind("form", seal(form))
                .bind("words", words.of(form))
                .fetch()
                .rowsUpdated()
                .map(rows -> changed(rows, facts));
    }

    /** Gives a member of a bundle its part of the form. */
    Mono<Void> putForm(ApplicationId id, JsonNode form) {
        return database.sql(PUT_FORM)
                .bind("id", id.value())
                .bind("form", seal(form))
                .bind("words", words.of(form))
                .then();
    }

    /** Moves a case to its new state, if it is still at the version that was seen. */
    Mono<Outcome<Version, Refusal>> change(Application moved) {
        Facts facts = moved.facts();
        return bind(
                        database.sql(CHANGE)
                                .bind("id", facts.id().value())
                                .bind("version", facts.version().number()),
                        moved)
                .fetch()
                .rowsUpdated()
                .map(rows -> changed(rows, facts));
    }

    /** The same without an end, oldest first, with the members of bundles as cases of their own. */
    Flux<Application> allOf(ResidentId resident) {
        return database.sql(ALL_OF_RESIDENT)
                .bind("resident", resident.value())
                .map(rows::read)
                .all();
    }

    /**
     * The cases of a resident and those that the resident brought for others, newest first; the
     * members of a bundle are seen in it.
     */
    Flux<Application> listOf(ResidentId resident, Optional<UUID> before, int limit) {
        GenericExecuteSpec list =
                database.sql(OF_RESIDENT).bind("resident", resident.value()).bind("limit", limit);
        return Columns.bind(list, "before", before, UUID.class).map(rows::read).all();
    }

    Mono<Long> nextReceiptNumber() {
        return database.sql(NEXT_RECEIPT).map(row -> Columns.get(row, "number", Long.class)).one();
    }

    /**
     * Gives the cases of a former id, with their papers and ratings, to the resident who turned out
     * to be the same person.
     */
    Mono<Void> reOwn(ResidentId former, ResidentId resident) {
        return database.sql(RE_OWN)
                .bind("former", former.value())
                .bind("resident", resident.value())
                .then();
    }

    private GenericExecuteSpec bind(GenericExecuteSpec statement, Application it) {
        return rows.bind(statement, it, clocks.due(it), clocks.timer(it));
    }

    private JsonNode open(byte[] sealed) {
        return json.readTree(cipher.open(sealed, FORM));
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
