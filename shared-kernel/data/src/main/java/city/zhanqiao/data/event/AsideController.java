package city.zhanqiao.data.event;

import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.database.Transactions;

import io.r2dbc.spi.Readable;
import io.swagger.v3.oas.annotations.Operation;

import org.springframework.http.HttpStatus;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Events that could not be taken in: staff see why, and send them again when the cause is mended.
 */
@RestController
class AsideController {

    private static final String LIST =
            """
            SELECT id, source, position, event ->> 'type' AS type, reason, aside_at
              FROM event_aside WHERE done_at IS NULL ORDER BY id LIMIT 100
            """;

    private static final String HOLD =
            """
            SELECT source, event::text AS event FROM event_aside
             WHERE id = :id AND done_at IS NULL FOR UPDATE
            """;

    private static final String DONE = "UPDATE event_aside SET done_at = now() WHERE id = :id";

    private final DatabaseClient database;
    private final Transactions transactions;
    private final EventConsumers consumers;
    private final JsonMapper json;

    AsideController(
            DatabaseClient database,
            Transactions transactions,
            EventConsumers consumers,
            JsonMapper json) {
        this.database = database;
        this.transactions = transactions;
        this.consumers = consumers;
        this.json = json;
    }

    @GetMapping("/admin/v1/events-aside")
    @Operation(summary = "Events that could not be taken in, with the reason")
    @Access(value = Access.By.STAFF, roles = Role.SYSTEM_ADMIN, reach = Access.Reach.ALL)
    Mono<AsidePage> list() {
        return database.sql(LIST)
                .map(AsideController::toAside)
                .all()
                .collectList()
                .map(AsidePage::new);
    }

    @PostMapping("/admin/v1/events-aside/{id}/retry")
    @Operation(summary = "Take an event in again, once its cause is mended")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Access(value = Access.By.STAFF, roles = Role.SYSTEM_ADMIN, reach = Access.Reach.ALL)
    Mono<Void> retry(@PathVariable UUID id) {
        return transactions
                .run(
                        database.sql(HOLD)
                                .bind("id", id)
                                .map(row -> Columns.get(row, "event", String.class))
                                .one()
                                .map(event -> json.readValue(event, CloudEvent.class))
                                .flatMap(event -> consumers.take(event).thenReturn(id))
                                .flatMap(taken ->
                                        database.sql(DONE).bind("id", id).fetch().rowsUpdated()))
                .switchIfEmpty(Mono.error(() -> new ProblemException(EventProblem.ASIDE_NOT_FOUND)))
                .then();
    }

    private static Aside toAside(Readable row) {
        return new Aside(
                Columns.get(row, "id", UUID.class),
                Columns.get(row, "source", String.class),
                Columns.get(row, "position", Long.class),
                Columns.get(row, "type", String.class),
                Columns.get(row, "reason", String.class),
                Columns.instant(row, "aside_at"));
    }

    record AsidePage(List<Aside> items) {}

    /**
     * @param position in the sender's log
     */
    record Aside(
            UUID id, String source, long position, String type, String reason, Instant asideAt) {}
}
