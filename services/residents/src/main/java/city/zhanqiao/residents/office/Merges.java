package city.zhanqiao.residents.office;

import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.city.identity.StaffId;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.encryption.FieldCipher;
import city.zhanqiao.residents.authority.Proof;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Instant;
import java.util.UUID;

/** The stored proposals to merge files. */
final class Merges {

    static final String PROOF = "merge.proof";

    private static final String COLUMNS =
            "id, kept, given_up, reason, state, proposed_by, proposed_at";

    private static final String ADD =
            "INSERT INTO merge (kept, given_up, reason, proof_kind, proof, state, proposed_by,"
                + " proposed_at) VALUES (:kept, :givenUp, :reason, :proofKind, :proof, 'PROPOSED',"
                + " :by, :at) ON CONFLICT (given_up) WHERE state = 'PROPOSED' DO NOTHING RETURNING "
                    + COLUMNS;

    private static final String FIND =
            "SELECT " + COLUMNS + " FROM merge WHERE id = :id FOR UPDATE";

    private static final String PROPOSED =
            "SELECT " + COLUMNS + " FROM merge WHERE state = 'PROPOSED' ORDER BY id LIMIT 100";

    private static final String ABOUT =
            "SELECT "
                    + COLUMNS
                    + " FROM merge WHERE kept = :resident OR given_up = :resident ORDER BY id";

    private static final String DECIDE =
            """
            UPDATE merge SET state = :state, decided_by = :by, decided_at = :at
             WHERE id = :id AND state = 'PROPOSED'
            """;

    private final DatabaseClient database;
    private final FieldCipher cipher;

    Merges(DatabaseClient database, FieldCipher cipher) {
        this.database = database;
        this.cipher = cipher;
    }

    /** Empty when the file is to be given up already. */
    Mono<Merge> add(
            ResidentId kept,
            ResidentId givenUp,
            String reason,
            Proof proof,
            StaffId by,
            Instant at) {
        return database.sql(ADD)
                .bind("kept", kept.value())
                .bind("givenUp", givenUp.value())
                .bind("reason", reason)
                .bind("proofKind", proof.kind().name())
                .bind("proof", cipher.seal(proof.reference(), PROOF))
                .bind("by", by.value())
                .bind("at", Columns.timestamp(at))
                .map(Merges::toMerge)
                .one();
    }

    /** Held until the end of the transaction. */
    Mono<Merge> hold(UUID id) {
        return database.sql(FIND).bind("id", id).map(Merges::toMerge).one();
    }

    Flux<Merge> listProposed() {
        return database.sql(PROPOSED).map(Merges::toMerge).all();
    }

    Flux<Merge> listAbout(ResidentId resident) {
        return database.sql(ABOUT).bind("resident", resident.value()).map(Merges::toMerge).all();
    }

    Mono<Void> decide(UUID id, Merge.State state, StaffId by, Instant at) {
        return database.sql(DECIDE)
                .bind("id", id)
                .bind("state", state.name())
                .bind("by", by.value())
                .bind("at", Columns.timestamp(at))
                .then();
    }

    private static Merge toMerge(Readable row) {
        return new Merge(
                Columns.get(row, "id", UUID.class),
                new ResidentId(Columns.get(row, "kept", String.class)),
                new ResidentId(Columns.get(row, "given_up", String.class)),
                Columns.get(row, "reason", String.class),
                Merge.State.valueOf(Columns.get(row, "state", String.class)),
                new StaffId(Columns.get(row, "proposed_by", String.class)),
                Columns.instant(row, "proposed_at"));
    }
}
