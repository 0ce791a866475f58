package city.zhanqiao.residents.authority;

import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.city.identity.StaffId;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.encryption.FieldCipher;
import city.zhanqiao.residents.profile.Departure;
import city.zhanqiao.residents.profile.Heirs;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/** The stored guardianships. */
final class Guardianships implements Heirs, Departure {

    static final String PROOF = "guardianship.proof";

    private static final String ADD =
            """
            INSERT INTO guardianship (guardian, child, proof_kind, proof, recorded_by, recorded_at)
            VALUES (:guardian, :child, :proofKind, :proof, :by, :at)
            ON CONFLICT (guardian, child) WHERE ended_at IS NULL DO NOTHING
            RETURNING id, guardian, child
            """;

    private static final String BETWEEN =
            """
            SELECT id, guardian, child FROM guardianship
             WHERE guardian = :guardian AND child = :child AND ended_at IS NULL
            """;

    private static final String OF =
            """
            SELECT id, guardian, child FROM guardianship
             WHERE guardian = :guardian AND ended_at IS NULL ORDER BY id
            """;

    private static final String HISTORY =
            """
            SELECT id, guardian, child, proof_kind, recorded_at, ended_at FROM guardianship
             WHERE guardian = :resident OR child = :resident ORDER BY id
            """;

    private static final String END =
            """
            UPDATE guardianship SET ended_at = :at WHERE id = :id AND ended_at IS NULL
            RETURNING id, guardian, child
            """;

    private static final String END_ALL =
            """
            UPDATE guardianship SET ended_at = now()
             WHERE (guardian = :resident OR child = :resident) AND ended_at IS NULL
            """;

    private static final String INHERIT =
            """
            UPDATE guardianship AS mine
               SET guardian = CASE guardian WHEN :former THEN :kept ELSE guardian END,
                   child = CASE child WHEN :former THEN :kept ELSE child END
             WHERE (guardian = :former OR child = :former)
               AND NOT EXISTS (SELECT 1 FROM guardianship AS other
                                WHERE other.ended_at IS NULL AND mine.ended_at IS NULL
                                  AND other.guardian = CASE mine.guardian WHEN :former THEN :kept ELSE mine.guardian END
                                  AND other.child = CASE mine.child WHEN :former THEN :kept ELSE mine.child END)
            """;

    private final DatabaseClient database;
    private final FieldCipher cipher;

    Guardianships(DatabaseClient database, FieldCipher cipher) {
        this.database = database;
        this.cipher = cipher;
    }

    /** Empty when it is recorded already. */
    Mono<Guardianship> add(
            ResidentId guardian, ResidentId child, Proof proof, StaffId by, Instant at) {
        return database.sql(ADD)
                .bind("guardian", guardian.value())
                .bind("child", child.value())
                .bind("proofKind", proof.kind().name())
                .bind("proof", cipher.seal(proof.reference(), PROOF))
                .bind("by", by.value())
                .bind("at", Columns.timestamp(at))
                .map(Guardianships::toGuardianship)
                .one();
    }

    Mono<Guardianship> findBetween(ResidentId guardian, ResidentId child) {
        return database.sql(BETWEEN)
                .bind("guardian", guardian.value())
                .bind("child", child.value())
                .map(Guardianships::toGuardianship)
                .one();
    }

    Flux<Guardianship> listOf(ResidentId guardian) {
        return database.sql(OF)
                .bind("guardian", guardian.value())
                .map(Guardianships::toGuardianship)
                .all();
    }

    /** All that was ever recorded, of the guardian or of the child. */
    Flux<Recorded> listAbout(ResidentId resident) {
        return database.sql(HISTORY)
                .bind("resident", resident.value())
                .map(Guardianships::toRecorded)
                .all();
    }

    /** Empty when there is none to end. */
    Mono<Guardianship> end(UUID id, Instant at) {
        return database.sql(END)
                .bind("id", id)
                .bind("at", Columns.timestamp(at))
                .map(Guardianships::toGuardianship)
                .one();
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

    private static Recorded toRecorded(Readable row) {
        return new Recorded(
                Columns.get(row, "id", UUID.class),
                new ResidentId(Columns.get(row, "guardian", String.class)),
                new ResidentId(Columns.get(row, "child", String.class)),
                Proof.Kind.valueOf(Columns.get(row, "proof_kind", String.class)),
                Columns.instant(row, "recorded_at"),
                Columns.find(row, "ended_at", OffsetDateTime.class).map(OffsetDateTime::toInstant));
    }

    private static Guardianship toGuardianship(Readable row) {
        return new Guardianship(
                Columns.get(row, "id", UUID.class),
                new ResidentId(Columns.get(row, "guardian", String.class)),
                new ResidentId(Columns.get(row, "child", String.class)));
    }

    /** A guardianship with its history. */
    record Recorded(
            UUID id,
            ResidentId guardian,
            ResidentId child,
            Proof.Kind proof,
            Instant recordedAt,
            Optional<Instant> endedAt) {}
}
