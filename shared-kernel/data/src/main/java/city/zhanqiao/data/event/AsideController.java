package city.zhanqiao.data.event;

import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
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

    /** Each service has its own; the gateway routes by the service's name. */
    private static final String PATH = "/admin/v1/${spring.application.name}/events-aside";

    private static final String LIST =
            """
            SELECT id, source, position, event ->> 'type' AS type, reason, aside_at
              FROM event_aside WHERE done_at IS NULL ORDER BY id LIMIT 100
            """;

    private static final String HOLD =
            """
            SELECT event::text AS event, done_at IS NOT NULL AS done FROM event_aside
             WHERE id = :id FOR UPDATE
            """;

    private static final String DONE = "UPDATE event_aside SET done_at = now() WHERE id = :id";

    private final DatabaseClient database;
    private final Transactions transactions;
    private final EventConsumers consumers;
    private final AuditLog audit;
    private final JsonMapper json;

    AsideController(
            DatabaseClient database,
            Transactions transactions,
            EventConsumers consumers,
            AuditLog audit,
            JsonMapper json) {
        this.database = database;
        this.transactions = transactions;
        this.consumers = consumers;
        this.audit = audit;
        this.json = json;
    }

    @GetMapping(PATH)
    @Operation(summary = "Events that could not be taken in, with the reason")
    @Access(value = Access.By.STAFF, roles = Role.SYSTEM_ADMIN, reach = Access.Reach.ALL)
    Mono<AsidePage> list() {
        return database.sql(LIST)
                .map(AsideController::toAside)
                .all()
                .collectList()
                .map(AsidePage::new);
    }

    @PostMapping(PATH + "/{id}/retry")
    @Operation(
            summary = "Take an event in again, once its cause is mended",
            description = "Safe to repeat: what has been taken in is not taken in again.")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Access(value = Access.By.STAFF, roles = Role.SYSTEM_ADMIN, reach = Access.Reach.ALL)
    Mono<Void> retry(@PathVariable UUID id, Caller.Staff staff) {
        return transactions
                .run(
                        database.sql(HOLD)
                                .bind("id", id)
                                .map(AsideController::toHeld)
                                .one()
                                .flatMap(held ->
                                        held.done()
                                                ? Mono.just(id)
                                                : takeIn(id, held, staff).thenReturn(id)))
                .switchIfEmpty(Mono.error(() -> new ProblemException(EventProblem.ASIDE_NOT_FOUND)))
                .then();
    }

    private Mono<Void> takeIn(UUID id, Held held, Caller.Staff staff) {
        return Mono.fromSupplier(() -> json.readValue(held.event(), CloudEvent.class))
                .flatMap(consumers::take)
                .then(database.sql(DONE).bind("id", id).then())
                .then(audit.add(AuditEntry.done(staff, "event.retry", id.toString())));
    }

    private static Held toHeld(Readable row) {
        return new Held(
                Columns.get(row, "event", String.class), Columns.get(row, "done", Boolean.class));
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

    private record Held(String event, boolean done) {}

    record AsidePage(List<Aside> items) {}

    /**
     * @param position in the sender's log
     */
    record Aside(
            UUID id, String source, long position, String type, String reason, Instant asideAt) {}
}
