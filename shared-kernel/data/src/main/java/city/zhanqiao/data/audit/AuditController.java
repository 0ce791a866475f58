package city.zhanqiao.data.audit;

import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.data.database.Columns;

import io.swagger.v3.oas.annotations.Operation;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The audit trail for auditors, who may read it and nothing else. Reading it is recorded too. */
@RestController
class AuditController {

    private static final int MOST = 200;

    /** Newest first; ids are UUIDv7, so their order is the order of time. */
    private static final String LIST =
            "SELECT "
                    + AuditRow.COLUMNS
                    + """
                      FROM audit
                     WHERE (:person IS NULL OR person = :person)
                       AND (:actor IS NULL OR actor = :actor)
                       AND (:before IS NULL OR id < :before)
                     ORDER BY id DESC
                     LIMIT :limit
                    """;

    private final DatabaseClient database;
    private final AuditLog log;
    private final AuditChain chain;

    AuditController(DatabaseClient database, AuditLog log, AuditChain chain) {
        this.database = database;
        this.log = log;
        this.chain = chain;
    }

    @GetMapping("/admin/v1/audit")
    @Operation(summary = "The audit trail, newest first; the reading is recorded")
    @Access(value = Access.By.STAFF, roles = Role.AUDITOR, reach = Access.Reach.ALL)
    Mono<AuditPage> list(
            @RequestParam Optional<String> person,
            @RequestParam Optional<String> actor,
            @RequestParam Optional<UUID> cursor,
            @RequestParam(defaultValue = "50") int limit,
            Caller.Staff auditor) {
        int most = Math.clamp(limit, 1, MOST);
        return log.add(AuditEntry.done(auditor, "audit.read", "audit"))
                .then(listRows(person, actor, cursor, most))
                .map(rows -> new AuditPage(rows, next(rows, most)));
    }

    @GetMapping("/admin/v1/audit/verification")
    @Operation(summary = "Compute the whole chain of seals again")
    @Access(value = Access.By.STAFF, roles = Role.AUDITOR, reach = Access.Reach.ALL)
    Mono<AuditVerdict> verification(Caller.Staff auditor) {
        return log.add(AuditEntry.done(auditor, "audit.verify", "audit")).then(chain.verify());
    }

    private Mono<List<AuditRow>> listRows(
            Optional<String> person, Optional<String> actor, Optional<UUID> before, int limit) {
        GenericExecuteSpec list = database.sql(LIST);
        list = Columns.bind(list, "person", person, String.class);
        list = Columns.bind(list, "actor", actor, String.class);
        list = Columns.bind(list, "before", before, UUID.class);
        return list.bind("limit", limit).map(AuditRow::of).all().collectList();
    }

    private static Optional<UUID> next(List<AuditRow> rows, int limit) {
        return rows.size() < limit ? Optional.empty() : Optional.of(rows.getLast().id());
    }

    /**
     * @param next the cursor of the following page; absent on the last
     */
    record AuditPage(List<AuditRow> items, Optional<UUID> next) {}
}
