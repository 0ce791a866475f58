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
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The service's audit trail. */
public final class AuditLog {

    private static final String ADD =
            """
            INSERT INTO audit (at, actor_kind, actor, roles, department, district, acting_for,
                               action, subject, person, purpose, result, request_id)
            VALUES (:at, :actorKind, :actor, :roles, :department, :district, :actingFor,
                    :action, :subject, :person, :purpose, :result, :requestId)
            """;

    private static final String ADD_ALL =
            """
            INSERT INTO audit (at, actor_kind, actor, roles, department, district, acting_for,
                               action, subject, person, purpose, result, request_id)
            SELECT :at, row.actor_kind, row.actor, NULLIF(row.roles, ''),
                   NULLIF(row.department, ''), NULLIF(row.district, ''),
                   NULLIF(row.acting_for, ''), row.action, row.subject, NULLIF(row.person, ''),
                   NULLIF(row.purpose, ''), row.result, NULLIF(row.request_id, '')
              FROM unnest(:actorKinds::text[], :actors::text[], :roles::text[],
                          :departments::text[], :districts::text[], :actingFor::text[],
                          :actions::text[], :subjects::text[], :persons::text[],
                          :purposes::text[], :results::text[], :requestIds::text[])
                   AS row (actor_kind, actor, roles, department, district, acting_for, action,
                           subject, person, purpose, result, request_id)
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

    /**
     * Adds many rows in the transaction of the acts.
     *
     * @param entries with the id of the request that caused each, which may be empty
     */
    public Mono<Void> addAll(List<Caused> entries) {
        if (entries.isEmpty()) {
            return Mono.empty();
        }
        return database.sql(ADD_ALL)
                .bind("at", Columns.timestamp(clock.instant().truncatedTo(ChronoUnit.MICROS)))
                .bind("actorKinds", texts(entries, row -> kind(row.actor())))
                .bind("actors", texts(entries, row -> row.actor().name()))
                .bind("roles", office(entries, AuditLog::roles))
                .bind("departments", office(entries, staff -> staff.department().value()))
                .bind("districts", office(entries, staff -> text(staff.district())))
                .bind("actingFor", texts(entries, row -> text(row.actingFor())))
                .bind("actions", texts(entries, AuditEntry::action))
                .bind("subjects", texts(entries, AuditEntry::subject))
                .bind("persons", texts(entries, row -> text(row.person())))
                .bind("purposes", texts(entries, row -> row.purpose().orElse("")))
                .bind("results", texts(entries, AuditEntry::result))
                .bind("requestIds", entries.stream().map(Caused::requestId).toArray(String[]::new))
                .then();
    }

    private static String[] texts(List<Caused> entries, Function<AuditEntry, String> part) {
        return entries.stream().map(Caused::entry).map(part).toArray(String[]::new);
    }

    private static String[] office(List<Caused> entries, Function<Caller.Staff, String> part) {
        return texts(
                entries, row -> row.actor() instanceof Caller.Staff staff ? part.apply(staff) : "");
    }

    private static String text(Optional<?> value) {
        return value.map(Object::toString).orElse("");
    }

    private static String kind(Caller actor) {
        return switch (actor) {
            case Caller.Staff staff -> "staff";
            case Caller.Resident resident -> "resident";
            case Caller.Service service -> "service";
            case Caller.Guest guest -> "guest";
        };
    }

    /** An entry with the id of the request that caused it. */
    public record Caused(AuditEntry entry, String requestId) {}

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
