package city.zhanqiao.data.encryption;

import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.job.Job;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Seals old values anew in the background after the active key or suite has changed (密钥轮换). Old
 * values stay readable all the while, and look-up hashes are not touched. Where values are sealed
 * is read from the catalogue: a value names its key, and is sealed for {@code table.column}. So no
 * column can be forgotten. When nothing more is found, the old key can leave the settings.
 */
final class Resealing {

    private static final Logger log = LoggerFactory.getLogger(Resealing.class);

    private static final int BATCH = 200;

    /** Audit rows are never changed; what they have of bytes is a hash. */
    private static final String COLUMNS =
            """
            SELECT relation.relname AS relation, attribute.attname AS attribute
              FROM pg_attribute AS attribute
              JOIN pg_class AS relation ON relation.oid = attribute.attrelid
              JOIN pg_namespace AS space ON space.oid = relation.relnamespace
             WHERE space.nspname = current_schema()
               AND relation.relkind = 'r' AND relation.relname NOT IN ('audit', 'audit_head')
               AND attribute.attnum > 0 AND NOT attribute.attisdropped
               AND attribute.atttypid = 'bytea'::regtype
             ORDER BY relation, attribute
            """;

    /** Rows in use at this moment are left for the next step. A locked row stays where it is. */
    private static final String OUTDATED =
            """
            SELECT ctid::text AS place, "%2$s" AS sealed FROM "%1$s"
             WHERE substring("%2$s" FROM 1 FOR :length) = :mark
             LIMIT :batch FOR UPDATE SKIP LOCKED
            """;

    private static final String WRITE =
            """
            UPDATE "%1$s" SET "%2$s" = fresh.sealed
              FROM unnest(:places::text[], decode_all(:sealed::text[])) AS fresh (place, sealed)
             WHERE "%1$s".ctid = fresh.place::tid
            """;

    private final DatabaseClient database;
    private final Transactions transactions;
    private final FieldCipher cipher;

    Resealing(DatabaseClient database, Transactions transactions, FieldCipher cipher) {
        this.database = database;
        this.transactions = transactions;
        this.cipher = cipher;
    }

    /** With one key among the settings there is nothing to look for. */
    Mono<Job.Found> step() {
        List<byte[]> marks = cipher.outdatedMarks();
        return marks.isEmpty() ? Mono.just(Job.Found.NOTHING) : step(marks);
    }

    private Mono<Job.Found> step(List<byte[]> marks) {
        return listColumns()
                .flatMapMany(Flux::fromIterable)
                .concatMap(column ->
                        Flux.fromIterable(marks)
                                .concatMap(mark -> transactions.run(resealSome(column, mark))))
                .reduce(0, Integer::sum)
                .map(count -> count > 0 ? Job.Found.MORE : Job.Found.NOTHING);
    }

    private Mono<List<Column>> listColumns() {
        return database.sql(COLUMNS)
                .map(row ->
                        new Column(
                                Columns.get(row, "relation", String.class),
                                Columns.get(row, "attribute", String.class)))
                .all()
                .collectList();
    }

    private Mono<Integer> resealSome(Column column, byte[] mark) {
        return database.sql(column.in(OUTDATED))
                .bind("mark", mark)
                .bind("length", mark.length)
                .bind("batch", BATCH)
                .map(row ->
                        new Found(
                                Columns.get(row, "place", String.class),
                                Columns.get(row, "sealed", byte[].class)))
                .all()
                .collectList()
                .map(found -> found.stream().flatMap(one -> reseal(one, column).stream()).toList())
                .flatMap(fresh -> fresh.isEmpty() ? Mono.just(0) : write(column, fresh));
    }

    private Mono<Integer> write(Column column, List<Fresh> fresh) {
        return database.sql(column.in(WRITE))
                .bind("places", fresh.stream().map(Fresh::place).toArray(String[]::new))
                .bind("sealed", fresh.stream().map(Fresh::hex).toArray(String[]::new))
                .then()
                .thenReturn(fresh.size());
    }

    /** A hash may begin like a sealed value; it does not open, and stays as it is. */
    private Optional<Fresh> reseal(Found found, Column column) {
        try {
            byte[] clear = cipher.openBytes(found.sealed(), column.place());
            byte[] sealed = cipher.seal(clear, column.place());
            return Optional.of(new Fresh(found.place(), HexFormat.of().formatHex(sealed)));
        } catch (IllegalArgumentException unsealed) {
            log.warn("A value of {} looks sealed and does not open", column.place());
            return Optional.empty();
        }
    }

    /** Where values of a kind lie. */
    private record Column(String table, String name) {

        /** What its values are sealed for, see {@link FieldCipher#seal}. */
        String place() {
            return table + "." + name;
        }

        String in(String statement) {
            return statement.formatted(table, name);
        }
    }

    private record Found(String place, byte[] sealed) {}

    private record Fresh(String place, String hex) {}
}
