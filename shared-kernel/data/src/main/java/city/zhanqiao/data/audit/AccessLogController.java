package city.zhanqiao.data.audit;

import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.database.Columns;

import io.r2dbc.spi.Readable;
import io.swagger.v3.oas.annotations.Operation;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Who looked at a resident's data or acted on it in this service (个人信息保护法 §45), for the service
 * that shows it to the resident. It names the office and never the member of staff.
 */
@RestController
class AccessLogController {

    private static final int MOST = 200;

    private static final String LIST =
            """
            SELECT id, at, actor_kind, CASE actor_kind WHEN 'resident' THEN actor END AS stand_in, roles,
                   department, district, action, subject, purpose, result
              FROM audit
             WHERE person = :person AND actor <> :person
               AND (:before IS NULL OR id < :before)
             ORDER BY id DESC
             LIMIT :limit
            """;

    private final DatabaseClient database;
    private final String service;

    AccessLogController(
            DatabaseClient database, @Value("${spring.application.name}") String service) {
        this.database = database;
        this.service = service;
    }

    @GetMapping("/internal/v1/access-log/{residentId}")
    @Access(value = Access.By.SERVICE, reach = Access.Reach.ALL)
    @Operation(summary = "Who looked at a resident's data here, newest first")
    Mono<AccessLog> list(
            @PathVariable String residentId,
            @RequestParam Optional<UUID> cursor,
            @RequestParam(defaultValue = "50") int limit) {
        int most = Math.clamp(limit, 1, MOST);
        return Columns.bind(
                        database.sql(LIST).bind("person", residentId).bind("limit", most),
                        "before",
                        cursor,
                        UUID.class)
                .map(AccessLogController::toLook)
                .all()
                .collectList()
                .map(looks -> new AccessLog(service, looks, next(looks, most)));
    }

    private static Optional<UUID> next(List<Look> looks, int most) {
        return looks.size() < most ? Optional.empty() : Optional.of(looks.getLast().id());
    }

    private static Look toLook(Readable row) {
        return new Look(
                Columns.get(row, "id", UUID.class),
                Columns.instant(row, "at"),
                Columns.get(row, "actor_kind", String.class),
                Columns.find(row, "stand_in", String.class).map(ResidentId::new),
                Columns.find(row, "roles", String.class),
                Columns.find(row, "department", String.class),
                Columns.find(row, "district", String.class),
                Columns.get(row, "action", String.class),
                Columns.get(row, "subject", String.class),
                Columns.find(row, "purpose", String.class),
                Columns.get(row, "result", String.class));
    }

    /**
     * A page of the log of one service.
     *
     * @param next the cursor of the following page; absent on the last
     */
    record AccessLog(String service, List<Look> items, Optional<UUID> next) {}

    /**
     * One look or act of somebody else.
     *
     * @param actorKind staff, service or resident
     * @param standIn the resident who acted, by authority or as a guardian
     * @param subject id of what was looked at
     */
    record Look(
            UUID id,
            Instant at,
            String actorKind,
            Optional<ResidentId> standIn,
            Optional<String> roles,
            Optional<String> department,
            Optional<String> district,
            String action,
            String subject,
            Optional<String> purpose,
            String result) {}
}
