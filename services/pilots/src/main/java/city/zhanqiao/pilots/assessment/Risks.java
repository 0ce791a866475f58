package city.zhanqiao.pilots.assessment;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.StaffId;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.pilots.assessment.Advice.OpenRisks;
import city.zhanqiao.pilots.pilot.PilotId;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/**
 * What threatens pilots. An open privacy incident speaks for a stop, a high risk against expanding.
 */
final class Risks {

    private static final String ADD =
            """
            INSERT INTO pilot_risk (pilot, kind, severity, description, reported_by, reported_at)
            VALUES (:pilot, :kind, :severity, :description, :by, :at)
            RETURNING id, kind, severity, description, reported_by, reported_at, remedy, closed_at
            """;

    private static final String CLOSE =
            """
            UPDATE pilot_risk SET remedy = :remedy, closed_by = :by, closed_at = :at
             WHERE id = :id AND pilot = :pilot AND closed_at IS NULL
            RETURNING id, kind, severity, description, reported_by, reported_at, remedy, closed_at
            """;

    private static final String LIST =
            """
            SELECT id, kind, severity, description, reported_by, reported_at, remedy, closed_at
              FROM pilot_risk WHERE pilot = :pilot ORDER BY id
            """;

    private static final String OPEN =
            """
            SELECT coalesce(bool_or(kind = 'PRIVACY'), false) AS privacy,
                   coalesce(bool_or(severity = 'HIGH'), false) AS high
              FROM pilot_risk WHERE pilot = :pilot AND closed_at IS NULL
            """;

    private final DatabaseClient database;
    private final AuditLog audit;
    private final InstantSource clock;

    Risks(DatabaseClient database, AuditLog audit, InstantSource clock) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    Mono<OpenRisks> open(PilotId pilot) {
        return database.sql(OPEN)
                .bind("pilot", pilot.value())
                .map(row ->
                        new OpenRisks(
                                Columns.get(row, "privacy", Boolean.class),
                                Columns.get(row, "high", Boolean.class)))
                .one();
    }

    Flux<Risk> list(PilotId pilot) {
        return database.sql(LIST).bind("pilot", pilot.value()).map(Risks::toRisk).all();
    }

    /** In the transaction that the caller has opened. */
    Mono<Outcome<Risk, Refusal>> report(
            Caller.Staff staff, PilotId pilot, Kind kind, Severity severity, String description) {
        return database.sql(ADD)
                .bind("pilot", pilot.value())
                .bind("kind", kind.name())
                .bind("severity", severity.name())
                .bind("description", description)
                .bind("by", staff.id().value())
                .bind("at", Columns.timestamp(clock.instant()))
                .map(Risks::toRisk)
                .one()
                .flatMap(risk -> note(staff, risk, "pilot.report-risk"));
    }

    /** In the transaction that the caller has opened. */
    Mono<Outcome<Risk, Refusal>> close(
            Caller.Staff staff, PilotId pilot, UUID risk, String remedy) {
        return database.sql(CLOSE)
                .bind("id", risk)
                .bind("pilot", pilot.value())
                .bind("remedy", remedy)
                .bind("by", staff.id().value())
                .bind("at", Columns.timestamp(clock.instant()))
                .map(Risks::toRisk)
                .one()
                .flatMap(closed -> note(staff, closed, "pilot.close-risk"))
                .defaultIfEmpty(Outcome.refused(new Refusal.NoSuchRisk()));
    }

    private Mono<Outcome<Risk, Refusal>> note(Caller.Staff staff, Risk risk, String action) {
        return audit.add(AuditEntry.done(staff, action, risk.id().toString()))
                .thenReturn(Outcome.done(risk));
    }

    private static Risk toRisk(Readable row) {
        return new Risk(
                Columns.get(row, "id", UUID.class),
                Kind.valueOf(Columns.get(row, "kind", String.class)),
                Severity.valueOf(Columns.get(row, "severity", String.class)),
                Columns.get(row, "description", String.class),
                new StaffId(Columns.get(row, "reported_by", String.class)),
                Columns.instant(row, "reported_at"),
                Columns.find(row, "remedy", String.class),
                Columns.find(row, "closed_at", OffsetDateTime.class)
                        .map(OffsetDateTime::toInstant));
    }

    /** What kind of threat. */
    enum Kind {
        /** An incident with personal data. */
        PRIVACY,
        DEADLINE,
        SERVICE,
        OTHER
    }

    enum Severity {
        HIGH,
        LOW
    }

    /** A threat; closed with its remedy. */
    record Risk(
            UUID id,
            Kind kind,
            Severity severity,
            String description,
            StaffId reportedBy,
            Instant reportedAt,
            Optional<String> remedy,
            Optional<Instant> closedAt) {}
}
