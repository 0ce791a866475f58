package city.zhanqiao.pilots.indicator;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.Version;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.money.Fen;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.web.etag.IfMatch;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

import reactor.core.publisher.Mono;

import java.time.InstantSource;
import java.time.YearMonth;
import java.util.Optional;

/** What a scenario costs in a month, as the pilot office enters it; the last entry holds. */
final class Costs {

    /** Nothing has been entered yet. */
    private static final Version NOTHING = new Version(1);

    /** Takes effect only on the version that was seen. */
    private static final String PUT =
            """
            INSERT INTO indicator_cost AS known (district, item, month, fen, author, at)
            SELECT :district, :item, :month, :fen, :author, :at
             WHERE :version = 1 OR EXISTS (SELECT 1 FROM indicator_cost
                                            WHERE item = :item AND district = :district
                                              AND month = :month)
            ON CONFLICT (item, district, month) DO UPDATE
               SET fen = excluded.fen, author = excluded.author, at = excluded.at,
                   version = known.version + 1
             WHERE known.version = :version
            RETURNING fen, version
            """;

    private static final String FIND =
            """
            SELECT fen, version FROM indicator_cost
             WHERE item = :item AND district = :district AND month = :month
            """;

    private final DatabaseClient database;
    private final AuditLog audit;
    private final InstantSource clock;

    Costs(DatabaseClient database, AuditLog audit, InstantSource clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /** What is entered for a month. */
    Mono<Cost> find(String item, DivisionCode district, YearMonth month) {
        return bind(database.sql(FIND), item, district, month)
                .map(Costs::toCost)
                .one()
                .defaultIfEmpty(new Cost(NOTHING, Optional.empty()));
    }

    /** In the transaction that the caller has opened. */
    Mono<Outcome<Cost, Refusal>> put(
            Caller.Staff author,
            String item,
            DivisionCode district,
            YearMonth month,
            Fen amount,
            IfMatch seen) {
        return find(item, district, month)
                .filter(known -> seen.admits(known.version()))
                .flatMap(known -> put(author, item, district, month, amount, known.version()))
                .<Outcome<Cost, Refusal>>map(Outcome::done)
                .defaultIfEmpty(Outcome.refused(new Refusal.Stale()));
    }

    private Mono<Cost> put(
            Caller.Staff author,
            String item,
            DivisionCode district,
            YearMonth month,
            Fen amount,
            Version known) {
        return bind(database.sql(PUT), item, district, month)
                .bind("version", known.number())
                .bind("fen", amount.value())
                .bind("author", author.id().value())
                .bind("at", Columns.timestamp(clock.instant()))
                .map(Costs::toCost)
                .one()
                .delayUntil(put ->
                        audit.add(
                                AuditEntry.done(
                                        author,
                                        "indicator.enter-cost",
                                        item + "." + district + "." + month)));
    }

    private static GenericExecuteSpec bind(
            GenericExecuteSpec statement, String item, DivisionCode district, YearMonth month) {
        return statement
                .bind("district", district.value())
                .bind("item", item)
                .bind("month", month.atDay(1));
    }

    private static Cost toCost(Readable row) {
        return new Cost(
                new Version(Columns.get(row, "version", Long.class)),
                Optional.of(new Fen(Columns.get(row, "fen", Long.class))));
    }

    /**
     * What a month cost.
     *
     * @param amount absent where nothing has been entered
     */
    record Cost(Version version, Optional<Fen> amount) {}
}
