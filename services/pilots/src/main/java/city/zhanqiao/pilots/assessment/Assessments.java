package city.zhanqiao.pilots.assessment;

import city.zhanqiao.city.identity.StaffId;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.pilots.assessment.Assessment.Correction;
import city.zhanqiao.pilots.assessment.Assessment.Decision;
import city.zhanqiao.pilots.assessment.Assessment.Kind;
import city.zhanqiao.pilots.pilot.PilotId;

import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The stored assessments; the database refuses to change what is frozen. */
final class Assessments {

    private static final String ADD =
            """
            INSERT INTO assessment (batch, kind, first, last, snapshot, author, frozen_at)
            VALUES (:batch, :kind, :first, :last, :snapshot, :author, :at)
            ON CONFLICT (batch, kind) WHERE kind <> 'INTERIM' DO NOTHING
            RETURNING id
            """;

    private static final String FIND =
            """
            SELECT id, batch, kind, snapshot::text AS snapshot, author, frozen_at
              FROM assessment WHERE id = :id
            """;

    private static final String LIST =
            """
            SELECT id, batch, kind, snapshot::text AS snapshot, author, frozen_at
              FROM assessment
             WHERE (:batch IS NULL OR batch = :batch)
             ORDER BY id DESC
             LIMIT 100
            """;

    private static final String NOTES =
            """
            SELECT kind, content::text AS content FROM assessment_note
             WHERE assessment = :id ORDER BY id
            """;

    private static final String ADD_NOTE =
            """
            INSERT INTO assessment_note (assessment, pilot, kind, content, reason, author, noted_at)
            VALUES (:id, :pilot, :kind, :content, :reason, :author, :at)
            """;

    private final DatabaseClient database;
    private final JsonMapper json;

    Assessments(DatabaseClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    /** Freezes; gives nothing if the round has been assessed at this point. */
    Mono<UUID> add(String batch, Kind kind, Snapshot snapshot, StaffId author, Instant at) {
        return database.sql(ADD)
                .bind("batch", batch)
                .bind("kind", kind.name())
                .bind("first", YearMonth.parse(snapshot.from()).atDay(1))
                .bind("last", YearMonth.parse(snapshot.to()).atEndOfMonth())
                .bind("snapshot", Json.of(json.writeValueAsString(snapshot)))
                .bind("author", author.value())
                .bind("at", Columns.timestamp(at))
                .map(row -> Columns.get(row, "id", UUID.class))
                .one();
    }

    Mono<Assessment> find(UUID id) {
        return Mono.zip(
                database.sql(FIND).bind("id", id).map(this::toBare).one(),
                database.sql(NOTES).bind("id", id).map(this::toNote).all().collectList(),
                Assessments::withNotes);
    }

    /** Without their notes, newest first. */
    Flux<Assessment> list(Optional<String> batch) {
        return Columns.bind(database.sql(LIST), "batch", batch, String.class)
                .map(this::toBare)
                .all();
    }

    Mono<Void> add(UUID id, Decision decision) {
        return addNote(
                id,
                decision.pilot(),
                "DECISION",
                decision,
                decision.reason(),
                decision.author(),
                decision.at());
    }

    Mono<Void> add(UUID id, Correction correction) {
        return addNote(
                id,
                correction.pilot(),
                "CORRECTION",
                correction,
                correction.reason(),
                correction.author(),
                correction.at());
    }

    private Mono<Void> addNote(
            UUID id,
            PilotId pilot,
            String kind,
            Object content,
            String reason,
            StaffId author,
            Instant at) {
        return database.sql(ADD_NOTE)
                .bind("id", id)
                .bind("pilot", pilot.value())
                .bind("kind", kind)
                .bind("content", Json.of(json.writeValueAsString(content)))
                .bind("reason", reason)
                .bind("author", author.value())
                .bind("at", Columns.timestamp(at))
                .then();
    }

    private static Assessment withNotes(Assessment bare, List<Object> notes) {
        return new Assessment(
                bare.id(),
                bare.batch(),
                bare.kind(),
                bare.snapshot(),
                bare.author(),
                bare.frozenAt(),
                notes.stream()
                        .filter(Decision.class::isInstance)
                        .map(Decision.class::cast)
                        .toList(),
                notes.stream()
                        .filter(Correction.class::isInstance)
                        .map(Correction.class::cast)
                        .toList());
    }

    private Object toNote(Readable row) {
        String content = Columns.get(row, "content", String.class);
        return Columns.get(row, "kind", String.class).equals("DECISION")
                ? json.readValue(content, Decision.class)
                : json.readValue(content, Correction.class);
    }

    private Assessment toBare(Readable row) {
        return new Assessment(
                Columns.get(row, "id", UUID.class),
                Columns.get(row, "batch", String.class),
                Kind.valueOf(Columns.get(row, "kind", String.class)),
                json.readValue(Columns.get(row, "snapshot", String.class), Snapshot.class),
                new StaffId(Columns.get(row, "author", String.class)),
                Columns.instant(row, "frozen_at"),
                List.of(),
                List.of());
    }
}
