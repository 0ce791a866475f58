package city.zhanqiao.applications.casework;

import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.database.Columns;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Set;
import java.util.UUID;

/**
 * 认领: takes cases out of the common inbox. Rows that somebody else is taking at this moment are
 * skipped, so nobody waits and no two get one case.
 */
final class Claims {

    private static final String CLAIM =
            """
            UPDATE application SET claimed_by = :staff, claimed_at = :now
             WHERE id = (SELECT id FROM application
                          WHERE id = :id AND state <> 'DRAFT'
                            AND (claimed_by IS NULL OR claimed_by = :staff OR claimed_at < :lapsed)
                            FOR UPDATE SKIP LOCKED)
            RETURNING id, resident, claimed_at
            """;

    private static final String CLAIM_NEXT =
            """
            UPDATE application SET claimed_by = :staff, claimed_at = :now
             WHERE id IN (SELECT id FROM application
                           WHERE department = :department AND state = ANY(:states)
                             AND kind <> :except AND receipt IS NOT NULL AND ended_at IS NULL
                             AND (:district IS NULL OR district = :district)
                             AND (claimed_by IS NULL OR claimed_at < :lapsed)
                           ORDER BY due_on NULLS LAST, id
                           LIMIT :limit
                           FOR UPDATE SKIP LOCKED)
            RETURNING id, resident, claimed_at
            """;

    private static final String RELEASE =
            """
            UPDATE application SET claimed_by = NULL, claimed_at = NULL
             WHERE id = :id AND (claimed_by = :staff OR :anybodys)
            RETURNING id
            """;

    private final DatabaseClient database;
    private final AuditLog audit;
    private final CaseworkSettings settings;
    private final InstantSource clock;

    Claims(
            DatabaseClient database,
            AuditLog audit,
            CaseworkSettings settings,
            InstantSource clock) {
        this.database = database;
        this.audit = audit;
        this.settings = settings;
        this.clock = clock;
    }

    /** Takes one case; nothing when somebody else has it or takes it right now. */
    Mono<Claimed> claim(Caller.Staff staff, ApplicationId id) {
        return database.sql(CLAIM)
                .bind("id", id.value())
                .bind("staff", staff.id().value())
                .bind("now", Columns.timestamp(clock.instant()))
                .bind("lapsed", lapsed())
                .map(Claims::toTaken)
                .one()
                .flatMap(taken -> note(staff, taken));
    }

    /** Takes what is due first among what the staff's role has to do. */
    Flux<Claimed> claimNext(Caller.Staff staff, Role role, int limit) {
        Set<State> work = Inbox.workOf(role);
        return Columns.bind(
                        database.sql(CLAIM_NEXT)
                                .bind("staff", staff.id().value())
                                .bind("now", Columns.timestamp(clock.instant()))
                                .bind("lapsed", lapsed())
                                .bind("department", staff.department().value())
                                .bind(
                                        "states",
                                        work.stream().map(State::name).toArray(String[]::new))
                                .bind("except", role == Role.CLERK ? "" : "BUNDLE")
                                .bind("limit", limit),
                        "district",
                        staff.district().map(DivisionCode::value),
                        String.class)
                .map(Claims::toTaken)
                .all()
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .concatMap(taken -> note(staff, taken));
    }

    /** Gives a case back; the head may give back what another has taken. */
    Mono<Boolean> release(Caller.Staff staff, ApplicationId id) {
        return database.sql(RELEASE)
                .bind("id", id.value())
                .bind("staff", staff.id().value())
                .bind("anybodys", staff.is(Role.HEAD))
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    /** Whether somebody else has the case, so that this member of staff may not change it. */
    boolean isAnothers(Application found, Caller.Staff staff) {
        return found.officers()
                .claim()
                .filter(claim -> !claim.by().equals(staff.id()))
                .filter(claim -> claim.at().plus(settings.claimLasts()).isAfter(clock.instant()))
                .isPresent();
    }

    private Mono<Claimed> note(Caller.Staff staff, Taken taken) {
        return audit.add(
                        AuditEntry.done(
                                staff,
                                "application.claim",
                                taken.id().toString(),
                                new ResidentId(taken.resident())))
                .thenReturn(new Claimed(taken.id(), taken.at().toInstant()));
    }

    private OffsetDateTime lapsed() {
        return Columns.timestamp(clock.instant().minus(settings.claimLasts()));
    }

    private static Taken toTaken(Readable row) {
        return new Taken(
                new ApplicationId(Columns.get(row, "id", UUID.class)),
                Columns.get(row, "resident", String.class),
                Columns.get(row, "claimed_at", OffsetDateTime.class));
    }

    private record Taken(ApplicationId id, String resident, OffsetDateTime at) {}

    /** A case that was taken, and since when. */
    record Claimed(ApplicationId id, Instant since) {}
}
