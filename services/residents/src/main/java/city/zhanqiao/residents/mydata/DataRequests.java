package city.zhanqiao.residents.mydata;

import city.zhanqiao.city.calendar.Deadline;
import city.zhanqiao.city.calendar.YearStatus;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.encryption.FieldCipher;
import city.zhanqiao.residents.authority.Proof;
import city.zhanqiao.residents.mydata.DataRequest.Kind;
import city.zhanqiao.residents.mydata.DataRequest.State;
import city.zhanqiao.residents.profile.Correct;
import city.zhanqiao.residents.profile.Departure;
import city.zhanqiao.residents.profile.Heirs;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/** The stored requests. */
final class DataRequests implements Heirs, Departure {

    static final String VALUE = "data_request.value";
    static final String PROOF = "data_request.proof";

    private static final String COLUMNS =
            "id, resident, requested_by, proof_kind IS NOT NULL AS proven, kind, state, field,"
                    + " reason, until, made_at, due_on, due_status, done_at";

    private static final String ADD =
            "INSERT INTO data_request (resident, requested_by, proof_kind, proof, kind, state,"
                + " field, value, reason, until, made_at, due_on, due_status, done_at) VALUES"
                + " (:resident, :requestedBy, :proofKind, :proof, :kind, :state, :field, :value,"
                + " :reason, :until, :at, :dueOn, :dueStatus, :doneAt) RETURNING "
                    + COLUMNS;

    private static final String FIND = "SELECT " + COLUMNS + " FROM data_request WHERE id = :id";

    private static final String FIND_VALUE = "SELECT value FROM data_request WHERE id = :id";

    private static final String GATHERING =
            "SELECT "
                    + COLUMNS
                    + " FROM data_request WHERE resident = :resident AND state = 'GATHERING'";

    private static final String OF =
            "SELECT "
                    + COLUMNS
                    + " FROM data_request WHERE coalesce(requested_by, resident) = :resident ORDER"
                    + " BY id DESC";

    private static final String OPEN =
            "SELECT " + COLUMNS + " FROM data_request WHERE state = 'OPEN' ORDER BY id LIMIT 100";

    private static final String LOCK =
            "SELECT pg_advisory_xact_lock(hashtextextended('data of ' || :resident, 0))";

    private static final String MOVE =
            """
            UPDATE data_request SET state = :to, reason = coalesce(:reason, reason), done_at = :at,
                                    decided_by = :by
             WHERE id = :id AND state = :from
            """;

    private static final String OVER =
            "SELECT "
                    + COLUMNS
                    + " FROM data_request WHERE state = 'RESTRICTED' AND until < :today LIMIT 1 FOR"
                    + " UPDATE SKIP LOCKED";

    /** What was asked for is asked for no longer, and values to correct are personal data. */
    private static final String CLOSE =
            """
            UPDATE data_request
               SET value = NULL, reason = CASE WHEN state IN ('GATHERING', 'OPEN') THEN 'LEFT' ELSE reason END,
                   state = CASE WHEN state IN ('GATHERING', 'OPEN') THEN 'REFUSED' ELSE state END
             WHERE resident = :resident
            """;

    private static final String INHERIT =
            """
            UPDATE data_request
               SET resident = CASE WHEN resident = :former AND state <> 'GATHERING' THEN :kept ELSE resident END,
                   requested_by = CASE requested_by WHEN :former THEN :kept ELSE requested_by END
             WHERE resident = :former OR requested_by = :former
            """;

    private final DatabaseClient database;
    private final FieldCipher cipher;

    DataRequests(DatabaseClient database, FieldCipher cipher) {
        this.database = database;
        this.cipher = cipher;
    }

    /** Makes requests of one resident wait for each other. */
    Mono<Void> lock(ResidentId resident) {
        return database.sql(LOCK).bind("resident", resident.value()).fetch().first().then();
    }

    Mono<DataRequest> add(New wanted, Deadline due, Instant at) {
        boolean done = wanted.state() == State.DONE;
        GenericExecuteSpec add =
                database.sql(ADD)
                        .bind("resident", wanted.resident().value())
                        .bind("kind", wanted.kind().name())
                        .bind("state", wanted.state().name())
                        .bind("at", Columns.timestamp(at))
                        .bind("dueOn", due.date())
                        .bind("dueStatus", due.status().name());
        add =
                Columns.bind(
                        add,
                        "requestedBy",
                        wanted.relative().map(it -> it.id().value()),
                        String.class);
        add =
                Columns.bind(
                        add,
                        "proofKind",
                        wanted.relative().flatMap(Relative::proof).map(it -> it.kind().name()),
                        String.class);
        add =
                Columns.bind(
                        add,
                        "proof",
                        wanted.relative()
                                .flatMap(Relative::proof)
                                .map(it -> cipher.seal(it.reference(), PROOF)),
                        byte[].class);
        add = Columns.bind(add, "field", wanted.field().map(Enum::name), String.class);
        add =
                Columns.bind(
                        add,
                        "value",
                        wanted.value().map(clear -> cipher.seal(clear, VALUE)),
                        byte[].class);
        add = Columns.bind(add, "reason", wanted.reason(), String.class);
        add = Columns.bind(add, "until", wanted.until(), LocalDate.class);
        return Columns.bind(
                        add,
                        "doneAt",
                        done ? Optional.of(Columns.timestamp(at)) : Optional.empty(),
                        OffsetDateTime.class)
                .map(DataRequests::toRequest)
                .one();
    }

    Mono<DataRequest> find(UUID id) {
        return database.sql(FIND).bind("id", id).map(DataRequests::toRequest).one();
    }

    Mono<String> findValue(UUID id) {
        return database.sql(FIND_VALUE)
                .bind("id", id)
                .map(row -> cipher.open(Columns.get(row, "value", byte[].class), VALUE))
                .one();
    }

    Mono<DataRequest> findGathering(ResidentId resident) {
        return database.sql(GATHERING)
                .bind("resident", resident.value())
                .map(DataRequests::toRequest)
                .one();
    }

    Flux<DataRequest> listOf(ResidentId resident) {
        return database.sql(OF)
                .bind("resident", resident.value())
                .map(DataRequests::toRequest)
                .all();
    }

    /** What lies before staff, oldest first. */
    Flux<DataRequest> listOpen() {
        return database.sql(OPEN).map(DataRequests::toRequest).all();
    }

    /** Whether it was still in the state. */
    Mono<Boolean> move(
            UUID id, State from, State to, Optional<String> reason, String by, Instant at) {
        return Columns.bind(
                        database.sql(MOVE)
                                .bind("id", id)
                                .bind("from", from.name())
                                .bind("to", to.name())
                                .bind("by", by)
                                .bind("at", Columns.timestamp(at)),
                        "reason",
                        reason,
                        String.class)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    /** A restriction whose last day has passed. */
    Mono<DataRequest> holdOver(LocalDate today) {
        return database.sql(OVER).bind("today", today).map(DataRequests::toRequest).one();
    }

    @Override
    public Mono<Void> inherit(ResidentId former, ResidentId kept) {
        return database.sql(INHERIT)
                .bind("former", former.value())
                .bind("kept", kept.value())
                .then();
    }

    @Override
    public Mono<Void> depart(ResidentId resident, Caller actor) {
        return database.sql(CLOSE).bind("resident", resident.value()).then();
    }

    private static DataRequest toRequest(Readable row) {
        return new DataRequest(
                Columns.get(row, "id", UUID.class),
                new ResidentId(Columns.get(row, "resident", String.class)),
                Columns.find(row, "requested_by", String.class).map(ResidentId::new),
                Columns.get(row, "proven", Boolean.class),
                Kind.valueOf(Columns.get(row, "kind", String.class)),
                State.valueOf(Columns.get(row, "state", String.class)),
                Columns.find(row, "field", String.class).map(Correct.Field::valueOf),
                Columns.find(row, "reason", String.class),
                Columns.find(row, "until", LocalDate.class),
                Columns.instant(row, "made_at"),
                new Deadline(
                        Columns.get(row, "due_on", LocalDate.class),
                        YearStatus.valueOf(Columns.get(row, "due_status", String.class))),
                Columns.find(row, "done_at", OffsetDateTime.class).map(OffsetDateTime::toInstant));
    }

    /**
     * Who asks about another's data.
     *
     * @param proof the papers that show a near relative of somebody who has died; a guardian needs
     *     none but the recorded guardianship
     */
    record Relative(ResidentId id, Optional<Proof> proof) {}

    /** A request as it begins. */
    record New(
            ResidentId resident,
            Optional<Relative> relative,
            Kind kind,
            State state,
            Optional<Correct.Field> field,
            Optional<String> value,
            Optional<String> reason,
            Optional<LocalDate> until) {

        /** The same, asked by somebody; by the resident themselves mostly. */
        New by(ResidentId asking) {
            return asking.equals(resident)
                    ? this
                    : new New(
                            resident,
                            Optional.of(new Relative(asking, Optional.empty())),
                            kind,
                            state,
                            field,
                            value,
                            reason,
                            until);
        }

        static New of(ResidentId resident, Kind kind, State state) {
            return new New(
                    resident,
                    Optional.empty(),
                    kind,
                    state,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }
    }
}
