package city.zhanqiao.pilots.pilot;

import city.zhanqiao.city.identity.StaffId;
import city.zhanqiao.data.database.Columns;

import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/** The stored moves: the full history of each pilot. */
final class Moves {

    private static final String COLUMNS =
            """
            id, pilot, kind, status, reason, paper, before::text AS before, terms::text AS terms,
            effective_on, author, proposed_at, approver, decided_at, note, done_at
            """;

    private static final String ADD =
            """
            INSERT INTO pilot_move (id, pilot, kind, status, reason, paper, before, terms, effective_on,
                                    author, proposed_at, approver, decided_at, note, done_at)
            VALUES (:id, :pilot, :kind, :status, :reason, :paper, :before, :terms, :effectiveOn,
                    :author, :proposedAt, :approver, :decidedAt, :note, :doneAt)
            """;

    private static final String OF_PILOT =
            "SELECT " + COLUMNS + " FROM pilot_move WHERE pilot = :pilot ORDER BY place";

    private static final String FIND =
            "SELECT " + COLUMNS + " FROM pilot_move WHERE pilot = :pilot AND id = :id";

    private static final String HAS_OPEN =
            """
            SELECT EXISTS (SELECT 1 FROM pilot_move WHERE pilot = :pilot AND status = 'PROPOSED') AS open
            """;

    private static final String DECIDE =
            """
            UPDATE pilot_move
               SET status = :status, approver = :approver, decided_at = :at, note = :note,
                   done_at = :doneAt
             WHERE id = :id AND status = 'PROPOSED'
            """;

    private static final String SUPERSEDE =
            """
            UPDATE pilot_move SET status = 'SUPERSEDED', decided_at = coalesce(decided_at, :at)
             WHERE pilot = :pilot AND status IN ('PROPOSED', 'APPROVED') AND id <> :except
            """;

    private static final String SUPERSEDE_OPEN =
            """
            UPDATE pilot_move SET status = 'SUPERSEDED', decided_at = :at
             WHERE pilot = :pilot AND status = 'PROPOSED'
            """;

    private static final String FINISH =
            "UPDATE pilot_move SET status = 'DONE', done_at = :at WHERE id = :id AND status ="
                    + " 'APPROVED'";

    private static final String DUE =
            "SELECT "
                    + COLUMNS
                    + """
                      FROM pilot_move
                     WHERE status = 'APPROVED' AND effective_on <= :today
                     ORDER BY effective_on, place
                     LIMIT 1
                    """;

    private final DatabaseClient database;
    private final JsonMapper json;

    Moves(DatabaseClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    Mono<Void> add(PilotId pilot, Move move) {
        GenericExecuteSpec add =
                database.sql(ADD)
                        .bind("id", move.id())
                        .bind("pilot", pilot.value())
                        .bind("kind", move.kind().name())
                        .bind("status", move.status().name())
                        .bind("reason", move.reason())
                        .bind("paper", move.paper())
                        .bind("effectiveOn", move.effectiveOn())
                        .bind("author", move.author().value())
                        .bind("proposedAt", Columns.timestamp(move.proposedAt()));
        add = Columns.bind(add, "before", move.before().map(this::toJson), Json.class);
        add = Columns.bind(add, "terms", move.terms().map(this::toJson), Json.class);
        add = Columns.bind(add, "approver", move.approver().map(StaffId::value), String.class);
        add = bindTime(add, "decidedAt", move.decidedAt());
        add = Columns.bind(add, "note", move.note(), String.class);
        return bindTime(add, "doneAt", move.doneAt()).then();
    }

    /** All moves of a pilot, oldest first. */
    Flux<Move> of(PilotId pilot) {
        return database.sql(OF_PILOT).bind("pilot", pilot.value()).map(this::toMove).all();
    }

    Mono<Move> find(PilotId pilot, UUID id) {
        return database.sql(FIND)
                .bind("pilot", pilot.value())
                .bind("id", id)
                .map(this::toMove)
                .one();
    }

    /** Whether a move waits for its approval. */
    Mono<Boolean> hasOpen(PilotId pilot) {
        return database.sql(HAS_OPEN)
                .bind("pilot", pilot.value())
                .map(row -> Columns.get(row, "open", Boolean.class))
                .one();
    }

    /** Writes down a decision on an open move. */
    Mono<Void> decide(Move decided) {
        GenericExecuteSpec decide =
                database.sql(DECIDE)
                        .bind("id", decided.id())
                        .bind("status", decided.status().name());
        decide =
                Columns.bind(
                        decide, "approver", decided.approver().map(StaffId::value), String.class);
        decide = bindTime(decide, "at", decided.decidedAt());
        decide = Columns.bind(decide, "note", decided.note(), String.class);
        return bindTime(decide, "doneAt", decided.doneAt()).then();
    }

    /** A stop is proposed: what else waits for approval is overtaken. */
    Mono<Void> supersedeOpen(PilotId pilot, Instant at) {
        return database.sql(SUPERSEDE_OPEN)
                .bind("pilot", pilot.value())
                .bind("at", Columns.timestamp(at))
                .then();
    }

    /** A stop takes effect: everything else that waits, also for its day, is overtaken. */
    Mono<Void> supersede(PilotId pilot, UUID except, Instant at) {
        return database.sql(SUPERSEDE)
                .bind("pilot", pilot.value())
                .bind("except", except)
                .bind("at", Columns.timestamp(at))
                .then();
    }

    /** An approved move has taken effect. */
    Mono<Void> finish(UUID id, Instant at) {
        return database.sql(FINISH).bind("id", id).bind("at", Columns.timestamp(at)).then();
    }

    /** The next approved move whose day has come, with its pilot. */
    Mono<Due> due(LocalDate today) {
        return database.sql(DUE)
                .bind("today", today)
                .map(row ->
                        new Due(new PilotId(Columns.get(row, "pilot", UUID.class)), toMove(row)))
                .one();
    }

    private Json toJson(Terms terms) {
        return Json.of(json.writeValueAsString(terms));
    }

    private static GenericExecuteSpec bindTime(
            GenericExecuteSpec statement, String name, Optional<Instant> time) {
        return Columns.bind(statement, name, time.map(Columns::timestamp), OffsetDateTime.class);
    }

    private Move toMove(Readable row) {
        return new Move(
                Columns.get(row, "id", UUID.class),
                Move.Kind.valueOf(Columns.get(row, "kind", String.class)),
                Move.Status.valueOf(Columns.get(row, "status", String.class)),
                Columns.get(row, "reason", String.class),
                Columns.get(row, "paper", String.class),
                terms(row, "before"),
                terms(row, "terms"),
                Columns.get(row, "effective_on", LocalDate.class),
                new StaffId(Columns.get(row, "author", String.class)),
                Columns.instant(row, "proposed_at"),
                Columns.find(row, "approver", String.class).map(StaffId::new),
                time(row, "decided_at"),
                Columns.find(row, "note", String.class),
                time(row, "done_at"));
    }

    private Optional<Terms> terms(Readable row, String column) {
        return Columns.find(row, column, String.class)
                .map(text -> json.readValue(text, Terms.class));
    }

    private static Optional<Instant> time(Readable row, String column) {
        return Columns.find(row, column, OffsetDateTime.class).map(OffsetDateTime::toInstant);
    }

    record Due(PilotId pilot, Move move) {}
}
