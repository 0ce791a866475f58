package city.zhanqiao.pilots.indicator;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.data.Outcomes;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.database.Columns;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;

/** How indicators are counted, month by month. */
public final class Definitions {

    private static final String LIST =
            """
            SELECT version, valid_from, good_from, reason, paper
              FROM indicator_definition ORDER BY version
            """;

    private static final String ADD =
            """
            INSERT INTO indicator_definition
                   (version, valid_from, good_from, reason, paper, author, at)
            VALUES (:version, :validFrom, :goodFrom, :reason, :paper, :author, :at)
            """;

    private final DatabaseClient database;
    private final AuditLog audit;
    private final InstantSource clock;

    Definitions(DatabaseClient database, AuditLog audit, InstantSource clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /** Oldest first. */
    Flux<Definition> list() {
        return database.sql(LIST).map(Definitions::toDefinition).all();
    }

    /** The one definition of all months of a period. */
    Mono<Outcome<Definition, Refusal>> of(Period period) {
        return list().collectList().map(all -> of(period, all));
    }

    /**
     * Counts in another way from a month on, which must not have begun: what is being counted is
     * counted to its end as it was begun. In the transaction that the caller has opened.
     */
    Mono<Outcome<Definition, Refusal>> add(
            Caller.Staff author, YearMonth validFrom, int goodFrom, String reason, String paper) {
        return list().collectList()
                .map(all -> next(all, validFrom, goodFrom, reason, paper))
                .flatMap(
                        Outcomes.then(next ->
                                insert(author, next)
                                        .thenReturn(Outcome.<Definition, Refusal>done(next))));
    }

    private Outcome<Definition, Refusal> next(
            List<Definition> all, YearMonth validFrom, int goodFrom, String reason, String paper) {
        Definition last = all.getLast();
        boolean begun = !validFrom.isAfter(YearMonth.from(CityTime.today(clock)));
        return begun || !validFrom.isAfter(last.validFrom())
                ? Outcome.refused(new Refusal.MidPeriod())
                : Outcome.done(
                        new Definition(last.version() + 1, validFrom, goodFrom, reason, paper));
    }

    private Mono<Void> insert(Caller.Staff author, Definition next) {
        Instant now = clock.instant();
        return database.sql(ADD)
                .bind("version", next.version())
                .bind("validFrom", next.validFrom().atDay(1))
                .bind("goodFrom", next.goodFrom())
                .bind("reason", next.reason())
                .bind("paper", next.paper())
                .bind("author", author.id().value())
                .bind("at", Columns.timestamp(now))
                .then()
                .then(
                        audit.add(
                                AuditEntry.done(
                                        author,
                                        "indicator.define",
                                        "definition-" + next.version())));
    }

    static Definition at(YearMonth month, List<Definition> all) {
        return all.reversed().stream()
                .filter(one -> !one.validFrom().isAfter(month))
                .findFirst()
                .orElse(all.getFirst());
    }

    private static Outcome<Definition, Refusal> of(Period period, List<Definition> all) {
        Definition first = at(period.from(), all);
        Definition last = at(period.to(), all);
        return first.equals(last)
                ? Outcome.done(last)
                : Outcome.refused(new Refusal.DefinitionChanges(last.validFrom()));
    }

    private static Definition toDefinition(Readable row) {
        return new Definition(
                Columns.get(row, "version", Integer.class),
                YearMonth.from(Columns.get(row, "valid_from", LocalDate.class)),
                Columns.get(row, "good_from", Integer.class),
                Columns.get(row, "reason", String.class),
                Columns.get(row, "paper", String.class));
    }
}
