package city.zhanqiao.applications.item;

import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.StaffId;
import city.zhanqiao.data.database.Columns;

import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.time.InstantSource;

/** Definitions that one person has proposed and another has not published yet. */
final class Proposals {

    private static final String ADD =
            """
            INSERT INTO item_proposal (code, version, definition, proposed_by, proposed_at)
            VALUES (:code, :version, :definition, :staff, :now)
            ON CONFLICT (code, version) DO UPDATE
               SET definition = excluded.definition, proposed_by = excluded.proposed_by,
                   proposed_at = excluded.proposed_at
             WHERE item_proposal.published_by IS NULL
            """;

    private static final String LIST =
            """
            SELECT definition::text AS definition, proposed_by, proposed_at FROM item_proposal
             WHERE published_by IS NULL ORDER BY code, version
            """;

    private static final String LOCK =
            """
            SELECT definition::text AS definition, proposed_by, proposed_at FROM item_proposal
             WHERE code = :code AND version = :version AND published_by IS NULL FOR UPDATE
            """;

    private static final String PUBLISHED =
            """
            UPDATE item_proposal SET published_by = :staff
             WHERE code = :code AND version = :version
            """;

    private final DatabaseClient database;
    private final JsonMapper json;
    private final InstantSource clock;

    Proposals(DatabaseClient database, JsonMapper json, InstantSource clock) {
        this.database = database;
        this.json = json;
        this.clock = clock;
    }

    /** Whether it was taken; a version that is published stays as it is. */
    Mono<Boolean> add(ItemDefinition item, Caller.Staff by) {
        return database.sql(ADD)
                .bind("code", item.code())
                .bind("version", item.version())
                .bind("definition", Json.of(json.writeValueAsString(item)))
                .bind("staff", by.id().value())
                .bind("now", Columns.timestamp(clock.instant()))
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    Flux<Proposal> list() {
        return database.sql(LIST).map(this::toProposal).all();
    }

    /** One that is not published yet, held until the transaction ends. */
    Mono<Proposal> lock(String code, int version) {
        return database.sql(LOCK)
                .bind("code", code)
                .bind("version", version)
                .map(this::toProposal)
                .one();
    }

    Mono<Void> published(ItemDefinition item, Caller.Staff by) {
        return database.sql(PUBLISHED)
                .bind("code", item.code())
                .bind("version", item.version())
                .bind("staff", by.id().value())
                .then();
    }

    private Proposal toProposal(Readable row) {
        return new Proposal(
                json.readValue(Columns.get(row, "definition", String.class), ItemDefinition.class),
                new StaffId(Columns.get(row, "proposed_by", String.class)),
                Columns.instant(row, "proposed_at"));
    }

    /** A definition, who proposed it, and when. */
    record Proposal(ItemDefinition definition, StaffId by, Instant at) {}
}
