package city.zhanqiao.data.audit;

import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.job.Job;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Mono;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Chains the committed rows of the audit trail: each seal covers the one before, so a row that is
 * changed, removed or slipped in breaks every seal after it. Acts do not wait for their seal; one
 * sealer follows within seconds.
 */
final class AuditChain {

    private static final int BATCH = 500;

    private static final String IS_WAITING =
            "SELECT EXISTS (SELECT 1 FROM audit WHERE seq IS NULL) AS waiting";

    private static final String TAKE_THE_HEAD =
            "SELECT seq, seal FROM audit_head FOR UPDATE SKIP LOCKED";

    private static final String UNSEALED =
            "SELECT " + AuditRow.COLUMNS + " FROM audit WHERE seq IS NULL ORDER BY id LIMIT :batch";

    private static final String SEAL =
            """
            WITH sealed AS (
                SELECT * FROM unnest(:ids::uuid[], :seqs::bigint[], decode_all(:seals::text[]))
                           AS chain (id, seq, seal)),
            done AS (
                UPDATE audit SET seq = sealed.seq, seal = sealed.seal
                  FROM sealed WHERE audit.id = sealed.id)
            UPDATE audit_head SET seq = :seq, seal = :seal
            """;

    private static final String SEALED_AFTER =
            "SELECT "
                    + AuditRow.COLUMNS
                    + ", seq, seal FROM audit WHERE seq > :after ORDER BY seq LIMIT :batch";

    private static final String HEAD = "SELECT seq, seal FROM audit_head";

    private final DatabaseClient database;
    private final Transactions transactions;

    AuditChain(DatabaseClient database, Transactions transactions) {
        this.database = database;
        this.transactions = transactions;
    }

    /** Seals the next rows, if there are any. */
    Mono<Job.Found> step() {
        return database.sql(IS_WAITING)
                .map(row -> Columns.get(row, "waiting", Boolean.class))
                .one()
                .filter(waiting -> waiting)
                .flatMap(waiting -> transactions.run(sealNext()))
                .defaultIfEmpty(Job.Found.NOTHING);
    }

    private Mono<Job.Found> sealNext() {
        return database.sql(TAKE_THE_HEAD)
                .map(AuditChain::toHead)
                .one()
                .flatMap(head -> listUnsealed().flatMap(rows -> seal(head, rows)));
    }

    private Mono<List<AuditRow>> listUnsealed() {
        return database.sql(UNSEALED).bind("batch", BATCH).map(AuditRow::of).all().collectList();
    }

    private Mono<Job.Found> seal(Head head, List<AuditRow> rows) {
        if (rows.isEmpty()) {
            return Mono.just(Job.Found.NOTHING);
        }
        List<UUID> ids = new ArrayList<>();
        List<Long> seqs = new ArrayList<>();
        List<String> seals = new ArrayList<>();
        Head end = head;
        for (AuditRow row : rows) {
            end = end.next(row);
            ids.add(row.id());
            seqs.add(end.seq());
            seals.add(HexFormat.of().formatHex(end.seal()));
        }
        return database.sql(SEAL)
                .bind("ids", ids.toArray(UUID[]::new))
                .bind("seqs", seqs.toArray(Long[]::new))
                .bind("seals", seals.toArray(String[]::new))
                .bind("seq", end.seq())
                .bind("seal", end.seal())
                .then()
                .thenReturn(Job.Found.MORE);
    }

    /** Computes every seal again, from the first row to the head. */
    Mono<AuditVerdict> verify() {
        return readHead().flatMap(this::verifyUpTo);
    }

    /** The head is read first, so that what is sealed meanwhile is not taken for a lost end. */
    private Mono<AuditVerdict> verifyUpTo(Head head) {
        return Mono.just(new Followed(new Head(0, new byte[0]), End.OPEN))
                .expand(sofar -> sofar.end() == End.OPEN ? goOn(sofar.good()) : Mono.empty())
                .last()
                .map(followed -> toVerdict(followed, head));
    }

    private Mono<Followed> goOn(Head good) {
        return listSealedAfter(good.seq()).map(rows -> follow(good, rows));
    }

    private static Followed follow(Head good, List<SealedRow> rows) {
        Head end = good;
        for (SealedRow row : rows) {
            Head next = end.next(row.row());
            if (row.seq() != next.seq() || !Arrays.equals(row.seal(), next.seal())) {
                return new Followed(end, End.BROKEN);
            }
            end = next;
        }
        return new Followed(end, rows.isEmpty() ? End.REACHED : End.OPEN);
    }

    private static AuditVerdict toVerdict(Followed followed, Head head) {
        Head good = followed.good();
        return followed.end() == End.BROKEN || good.seq() < head.seq()
                ? new AuditVerdict.Broken(good.seq() + 1, good.seq())
                : new AuditVerdict.Intact(good.seq(), HexFormat.of().formatHex(good.seal()));
    }

    private Mono<Head> readHead() {
        return database.sql(HEAD).map(AuditChain::toHead).one();
    }

    private Mono<List<SealedRow>> listSealedAfter(long seq) {
        return database.sql(SEALED_AFTER)
                .bind("after", seq)
                .bind("batch", BATCH)
                .map(row ->
                        new SealedRow(
                                AuditRow.of(row),
                                Columns.get(row, "seq", Long.class),
                                Columns.get(row, "seal", byte[].class)))
                .all()
                .collectList();
    }

    /** The end of the chain, for the log: a copy outside the database anchors it. */
    Mono<Optional<String>> anchor() {
        return readHead()
                .map(head ->
                        head.seq() == 0
                                ? Optional.empty()
                                : Optional.of(
                                        "%d %s"
                                                .formatted(
                                                        head.seq(),
                                                        HexFormat.of().formatHex(head.seal()))));
    }

    private static Head toHead(Readable row) {
        return new Head(
                Columns.get(row, "seq", Long.class), Columns.get(row, "seal", byte[].class));
    }

    private record Head(long seq, byte[] seal) {
        Head next(AuditRow row) {
            return new Head(seq + 1, row.seal(seal, seq + 1));
        }
    }

    private enum End {
        OPEN,
        REACHED,
        BROKEN
    }

    /**
     * @param good the last row whose seal is right
     */
    private record Followed(Head good, End end) {}

    private record SealedRow(AuditRow row, long seq, byte[] seal) {}
}
