package city.zhanqiao.data.audit;

import static java.util.stream.Collectors.joining;

import city.zhanqiao.city.RequestId;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.data.database.Columns;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

import reactor.core.publisher.Mono;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The service's audit trail. */
public final class AuditLog {

    private static final String ADD =
            """
            INSERT INTO audit (at, actor_kind, actor, roles, department, district, acting_for,
                               action, subject, person, purpose, result, request_id)
            VALUES (:at, :actorKind, :actor, :roles, :department, :district, :actingFor,
                    :action, :subject, :person, :purpose, :result, :requestId)
            """;

    private final DatabaseClient database;
    private final InstantSource clock;

    AuditLog(DatabaseClient database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Adds a row, in the transaction of the act where there is one. */
    public Mono<Void> add(AuditEntry entry) {
        return Mono.deferContextual(
                context -> insert(entry, context.getOrEmpty(RequestId.CONTEXT_KEY)));
    }

    private Mono<Void> insert(AuditEntry entry, Optional<String> requestId) {
        GenericExecuteSpec row =
                database.sql(ADD)
                        .bind(
                                "at",
                                Columns.timestamp(clock.instant().truncatedTo(ChronoUnit.MICROS)))
                        .bind("actor", entry.actor().name())
                        .bind("action", entry.action())
                        .bind("subject", entry.subject())
                        .bind("result", entry.result());
        row = bindActor(row, entry.actor());
        row =
                Columns.bind(
                        row, "actingFor", entry.actingFor().map(ResidentId::value), String.class);
        row = Columns.bind(row, "person", entry.person().map(ResidentId::value), String.class);
        row = Columns.bind(row, "purpose", entry.purpose(), String.class);
        return Columns.bind(row, "requestId", requestId, String.class).then();
    }

    private static GenericExecuteSpec bindActor(GenericExecuteSpec row, Caller actor) {
        return switch (actor) {
            case Caller.Staff staff ->
                    Columns.bind(
                            row.bind("actorKind", "staff")
                                    .bind("roles", roles(staff))
                                    .bind("department", staff.department().value()),
                            "district",
                            staff.district().map(district -> district.value()),
                            String.class);
            case Caller.Resident resident -> bindNoOffice(row.bind("actorKind", "resident"));
            case Caller.Service service -> bindNoOffice(row.bind("actorKind", "service"));
            case Caller.Guest guest -> bindNoOffice(row.bind("actorKind", "guest"));
        };
    }

    private static GenericExecuteSpec bindNoOffice(GenericExecuteSpec row) {
        return row.bindNull("roles", String.class)
                .bindNull("department", String.class)
                .bindNull("district", String.class);
    }

    private static String roles(Caller.Staff staff) {
        return staff.roles().stream().map(Role::code).sorted().collect(joining(","));
    }
}
