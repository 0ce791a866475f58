package city.zhanqiao.pilots.indicator;

import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.money.Fen;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.database.Columns;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Mono;

import java.time.InstantSource;
import java.time.YearMonth;

/** What a scenario costs in a month, as the pilot office enters it; the last entry holds. */
final class Costs {

    private static final String PUT =
            """
            INSERT INTO indicator_cost (district, item, month, fen, author, at)
            VALUES (:district, :item, :month, :fen, :author, :at)
            ON CONFLICT (item, district, month) DO UPDATE
               SET fen = excluded.fen, author = excluded.author, at = excluded.at
            """;

    private final DatabaseClient database;
    private final AuditLog audit;
    private final InstantSource clock;

    Costs(DatabaseClient database, AuditLog audit, InstantSource clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /** In the transaction that the caller has opened. */
    Mono<Void> put(
            Caller.Staff author, String item, DivisionCode district, YearMonth month, Fen cost) {
        return database.sql(PUT)
                .bind("district", district.value())
                .bind("item", item)
                .bind("month", month.atDay(1))
                .bind("fen", cost.value())
                .bind("author", author.id().value())
                .bind("at", Columns.timestamp(clock.instant()))
                .then()
                .then(
                        audit.add(
                                AuditEntry.done(
                                        author,
                                        "indicator.enter-cost",
                                        item + "." + district + "." + month)));
    }
}
