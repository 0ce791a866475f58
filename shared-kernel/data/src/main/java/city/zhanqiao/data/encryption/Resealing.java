package city.zhanqiao.data.encryption;

import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.job.Job;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

/**
 * Seals old values anew in the background after the active key or suite has changed (密钥轮换). Old
 * values stay readable all the while, and look-up hashes are not touched. When it finds nothing
 * more, the old key can leave the settings.
 */
public final class Resealing {

    private static final int BATCH = 200;
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(10);

    private final DatabaseClient database;
    private final Transactions transactions;
    private final FieldCipher cipher;

    public Resealing(DatabaseClient database, Transactions transactions, FieldCipher cipher) {
        this.database = database;
        this.transactions = transactions;
        this.cipher = cipher;
    }

    /**
     * Where sealed values lie.
     *
     * @param table from the code, never from input
     * @param place what the values were sealed for, see {@link FieldCipher#seal}
     */
    public record Column(String table, String column, String place) {
        public Column {
            if (!table.matches("[a-z_]+") || !column.matches("[a-z_]+")) {
                throw new IllegalArgumentException("not a table and column");
            }
        }
    }

    /** The work on these columns, for as long as the service lives. */
    public Job job(Column... columns) {
        List<Column> all = List.of(columns);
        return new Job("sealing with the new key", BETWEEN_LOOKS, () -> step(all));
    }

    private Mono<Job.Found> step(List<Column> columns) {
        return Flux.fromIterable(columns)
                .concatMap(column -> transactions.run(resealSome(column)))
                .reduce(0, Integer::sum)
                .map(count -> count > 0 ? Job.Found.MORE : Job.Found.NOTHING);
    }

    private Mono<Integer> resealSome(Column column) {
        byte[] mark = cipher.mark();
        return database.sql(outdated(column))
                .bind("mark", mark)
                .bind("length", mark.length)
                .bind("batch", BATCH)
                .map(row ->
                        new Found(
                                Columns.get(row, "place", String.class),
                                Columns.get(row, "sealed", byte[].class)))
                .all()
                .collectList()
                .flatMap(found -> found.isEmpty() ? Mono.just(0) : write(column, found));
    }

    private Mono<Integer> write(Column column, List<Found> found) {
        return database.sql(reseal(column))
                .bind("places", found.stream().map(Found::place).toArray(String[]::new))
                .bind(
                        "sealed",
                        found.stream()
                                .map(one -> reseal(one.sealed(), column.place()))
                                .toArray(String[]::new))
                .then()
                .thenReturn(found.size());
    }

    private String reseal(byte[] sealed, String place) {
        return HexFormat.of().formatHex(cipher.seal(cipher.open(sealed, place), place));
    }

    /** Rows in use at this moment are left for the next step. A locked row stays where it is. */
    private static String outdated(Column column) {
        return """
        SELECT ctid::text AS place, %2$s AS sealed FROM %1$s
         WHERE %2$s IS NOT NULL AND substring(%2$s FROM 1 FOR :length) <> :mark
         LIMIT :batch FOR UPDATE SKIP LOCKED
        """
                .formatted(column.table(), column.column());
    }

    private static String reseal(Column column) {
        return """
        UPDATE %1$s SET %2$s = fresh.sealed
          FROM unnest(:places::text[], decode_all(:sealed::text[])) AS fresh (place, sealed)
         WHERE %1$s.ctid = fresh.place::tid
        """
                .formatted(column.table(), column.column());
    }

    private record Found(String place, byte[] sealed) {}
}
