package city.zhanqiao.residents.firm;

import static java.util.stream.Collectors.toUnmodifiableSet;

import city.zhanqiao.city.identifier.CreditCode;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.encryption.FieldCipher;
import city.zhanqiao.residents.authority.FirmAuthority;
import city.zhanqiao.residents.authority.Matter;
import city.zhanqiao.residents.authority.Proof;
import city.zhanqiao.residents.authority.Term;
import city.zhanqiao.residents.firm.FirmAgent.FirmRole;
import city.zhanqiao.residents.firm.FirmAgent.State;
import city.zhanqiao.residents.profile.Departure;
import city.zhanqiao.residents.profile.Heirs;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The stored agents of firms. */
final class FirmAgents implements FirmAuthority, Heirs, Departure {

    static final String PROOF = "firm_agent.proof";

    private static final String COLUMNS =
            "id, credit_code, firm_name, resident, role, scopes, valid_from, valid_until, state,"
                    + " made_at";

    /** Makes all acts on one person's part in one firm wait for each other. */
    private static final String LOCK =
            "SELECT pg_advisory_xact_lock(hashtextextended('firm ' || :firm || ' ' || :resident,"
                    + " 0))";

    private static final String ADD =
            "INSERT INTO firm_agent (credit_code, firm_name, resident, role, scopes, valid_from,"
                + " valid_until, state, proof_kind, proof, confirmed_by, made_at) VALUES (:firm,"
                + " :firmName, :resident, :role, :scopes, :from, :until, :state, :proofKind,"
                + " :proof, :confirmedBy, :at) RETURNING "
                    + COLUMNS;

    private static final String FIND = "SELECT " + COLUMNS + " FROM firm_agent WHERE id = :id";

    private static final String BETWEEN =
            "SELECT "
                    + COLUMNS
                    + " FROM firm_agent WHERE resident = :resident AND credit_code = :firm AND"
                    + " state <> 'ENDED'";

    private static final String OF =
            "SELECT " + COLUMNS + " FROM firm_agent WHERE resident = :resident ORDER BY id DESC";

    private static final String OF_FIRM =
            "SELECT "
                    + COLUMNS
                    + " FROM firm_agent WHERE credit_code = :firm AND state = 'CONFIRMED' ORDER BY"
                    + " id LIMIT 200";

    private static final String END =
            """
            UPDATE firm_agent SET state = 'ENDED', ended_at = :at WHERE id = :id AND state <> 'ENDED'
            """;

    private static final String END_ALL =
            """
            UPDATE firm_agent SET state = 'ENDED', ended_at = now()
             WHERE resident = :resident AND state <> 'ENDED'
            """;

    private static final String INHERIT =
            "UPDATE firm_agent SET resident = :kept WHERE resident = :former";

    private final DatabaseClient database;
    private final FieldCipher cipher;

    FirmAgents(DatabaseClient database, FieldCipher cipher) {
        this.database = database;
        this.cipher = cipher;
    }

    Mono<Void> lock(CreditCode firm, ResidentId resident) {
        return database.sql(LOCK)
                .bind("firm", firm.value())
                .bind("resident", resident.value())
                .fetch()
                .first()
                .then();
    }

    Mono<FirmAgent> add(Appointment wanted, ResidentId resident, Confirmed confirmed, Instant at) {
        boolean by = confirmed.by().isPresent();
        GenericExecuteSpec add =
                database.sql(ADD)
                        .bind("firm", wanted.firm().value())
                        .bind("firmName", wanted.firmName())
                        .bind("resident", resident.value())
                        .bind("role", wanted.role().name())
                        .bind(
                                "scopes",
                                wanted.scopes().stream().map(Matter::code).toArray(String[]::new))
                        .bind("from", wanted.term().from())
                        .bind("until", wanted.term().until())
                        .bind("state", (by ? State.CONFIRMED : State.CLAIMED).name())
                        .bind("at", Columns.timestamp(at));
        add =
                Columns.bind(
                        add,
                        "proofKind",
                        confirmed.proof().map(proof -> proof.kind().name()),
                        String.class);
        add =
                Columns.bind(
                        add,
                        "proof",
                        confirmed.proof().map(proof -> cipher.seal(proof.reference(), PROOF)),
                        byte[].class);
        return Columns.bind(add, "confirmedBy", confirmed.by(), String.class)
                .map(FirmAgents::toAgent)
                .one();
    }

    Mono<FirmAgent> find(UUID id) {
        return database.sql(FIND).bind("id", id).map(FirmAgents::toAgent).one();
    }

    /** What somebody is, or says to be, in a firm. */
    Flux<FirmAgent> listBetween(ResidentId resident, CreditCode firm) {
        return database.sql(BETWEEN)
                .bind("resident", resident.value())
                .bind("firm", firm.value())
                .map(FirmAgents::toAgent)
                .all();
    }

    /** Newest first, the ended ones too. */
    Flux<FirmAgent> listOf(ResidentId resident) {
        return database.sql(OF).bind("resident", resident.value()).map(FirmAgents::toAgent).all();
    }

    Flux<FirmAgent> listOfFirm(CreditCode firm) {
        return database.sql(OF_FIRM).bind("firm", firm.value()).map(FirmAgents::toAgent).all();
    }

    Mono<Boolean> end(UUID id, Instant at) {
        return database.sql(END)
                .bind("id", id)
                .bind("at", Columns.timestamp(at))
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    @Override
    public Mono<Answer> check(ResidentId agent, CreditCode firm, Matter matter, LocalDate today) {
        return listBetween(agent, firm).collectList().map(found -> judge(found, matter, today));
    }

    private static Answer judge(List<FirmAgent> found, Matter matter, LocalDate today) {
        if (found.isEmpty()) {
            return Answer.NO_AGENT;
        }
        List<FirmAgent> confirmed =
                found.stream().filter(agent -> agent.state() == State.CONFIRMED).toList();
        List<FirmAgent> covering =
                confirmed.stream().filter(agent -> agent.covers(matter)).toList();
        if (confirmed.isEmpty()) {
            return Answer.NOT_CONFIRMED;
        }
        if (covering.isEmpty()) {
            return Answer.OUTSIDE_SCOPES;
        }
        if (covering.stream().anyMatch(agent -> agent.isConfirmedOn(today))) {
            return Answer.ALLOWED;
        }
        return covering.stream().anyMatch(agent -> today.isBefore(agent.term().from()))
                ? Answer.NOT_YET_VALID
                : Answer.EXPIRED;
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
        return database.sql(END_ALL).bind("resident", resident.value()).then();
    }

    private static FirmAgent toAgent(Readable row) {
        return new FirmAgent(
                Columns.get(row, "id", UUID.class),
                new CreditCode(Columns.get(row, "credit_code", String.class)),
                Columns.get(row, "firm_name", String.class),
                new ResidentId(Columns.get(row, "resident", String.class)),
                FirmRole.valueOf(Columns.get(row, "role", String.class)),
                Arrays.stream(Columns.get(row, "scopes", String[].class))
                        .map(Matter::new)
                        .collect(toUnmodifiableSet()),
                new Term(
                        Columns.get(row, "valid_from", LocalDate.class),
                        Columns.get(row, "valid_until", LocalDate.class)),
                State.valueOf(Columns.get(row, "state", String.class)),
                Columns.instant(row, "made_at"));
    }

    /**
     * Who confirmed it, and by which paper.
     *
     * @param by a clerk's or the legal representative's id; empty for a claim
     */
    record Confirmed(Optional<String> by, Optional<Proof> proof) {
        static final Confirmed BY_NOBODY = new Confirmed(Optional.empty(), Optional.empty());
    }
}
