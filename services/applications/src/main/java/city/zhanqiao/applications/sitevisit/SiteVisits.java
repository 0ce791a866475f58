package city.zhanqiao.applications.sitevisit;

import city.zhanqiao.applications.casework.ApplicationId;
import city.zhanqiao.city.department.DepartmentCode;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.StaffId;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.encryption.FieldCipher;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The stored site visits, and what each department has to check on them. */
final class SiteVisits {

    private static final String FINDING = "site_check.finding";

    private static final String ADD =
            """
            INSERT INTO site_visit (application, district, starts_at, ends_at, arranged_by, arranged_at)
            VALUES (:application, :district, :startsAt, :endsAt, :staff, :now)
            RETURNING id
            """;

    private static final String ADD_CHECKS =
            """
            INSERT INTO site_check (visit, application, department)
            SELECT :visit, application.id, application.department
              FROM application WHERE application.id = ANY(:cases::uuid[])
            """;

    private static final String IS_AWAITED =
            """
            SELECT 1 FROM site_check
             WHERE application = ANY(:cases::uuid[]) AND confirmed_at IS NULL LIMIT 1
            """;

    private static final String SELECT =
            """
            SELECT site_visit.id, site_visit.starts_at, site_visit.ends_at, site_check.application,
                   site_check.department, site_check.officer, site_check.passed, site_check.finding,
                   site_check.second_officer, site_check.confirmed_at
              FROM site_visit JOIN site_check ON site_check.visit = site_visit.id
            """;

    private static final String OF_OFFICE =
            SELECT
                    + """
                    WHERE site_visit.id IN (SELECT visit FROM site_check
                                             WHERE department = :department AND confirmed_at IS NULL)
                      AND (:district IS NULL OR site_visit.district = :district)
                    ORDER BY site_visit.starts_at, site_visit.id, site_check.application
                    LIMIT 500
                    """;

    private static final String OF_CASE =
            SELECT
                    + """
                    WHERE site_visit.application = :application
                    ORDER BY site_visit.starts_at, site_visit.id, site_check.application
                    """;

    private static final String LOCK =
            SELECT
                    + """
                    WHERE site_visit.id = :visit AND site_check.application = :application
                    FOR UPDATE OF site_check
                    """;

    private static final String FIND_OUT =
            """
            UPDATE site_check SET officer = :officer, passed = :passed, finding = :finding, found_at = :now
             WHERE visit = :visit AND application = :application
            """;

    private static final String CONFIRM =
            """
            UPDATE site_check SET second_officer = :officer, confirmed_at = :now
             WHERE visit = :visit AND application = :application
            """;

    private final DatabaseClient database;
    private final FieldCipher cipher;
    private final InstantSource clock;

    SiteVisits(DatabaseClient database, FieldCipher cipher, InstantSource clock) {
        this.database = database;
        this.cipher = cipher;
        this.clock = clock;
    }

    Mono<UUID> add(
            ApplicationId whole,
            DivisionCode district,
            Instant from,
            Instant until,
            Caller.Staff by,
            Collection<ApplicationId> cases) {
        return database.sql(ADD)
                .bind("application", whole.value())
                .bind("district", district.value())
                .bind("startsAt", Columns.timestamp(from))
                .bind("endsAt", Columns.timestamp(until))
                .bind("staff", by.id().value())
                .bind("now", now())
                .map(row -> Columns.get(row, "id", UUID.class))
                .one()
                .delayUntil(visit ->
                        database.sql(ADD_CHECKS)
                                .bind("visit", visit)
                                .bind("cases", ids(cases))
                                .then());
    }

    /** Whether a visit to one of the cases is still open. */
    Mono<Boolean> isAwaited(Collection<ApplicationId> cases) {
        return database.sql(IS_AWAITED)
                .bind("cases", ids(cases))
                .map(row -> true)
                .one()
                .defaultIfEmpty(false);
    }

    /** What the office has still to check, with what the others check on the same visits. */
    Flux<Check> listOf(Caller.Staff staff) {
        return Columns.bind(
                        database.sql(OF_OFFICE).bind("department", staff.department().value()),
                        "district",
                        staff.district().map(DivisionCode::value),
                        String.class)
                .map(this::toCheck)
                .all();
    }

    /** The checks of a resident's case, or of a bundle's. */
    Flux<Check> listOf(ApplicationId whole) {
        return database.sql(OF_CASE).bind("application", whole.value()).map(this::toCheck).all();
    }

    /** Held until the transaction ends. */
    Mono<Check> lock(UUID visit, ApplicationId application) {
        return database.sql(LOCK)
                .bind("visit", visit)
                .bind("application", application.value())
                .map(this::toCheck)
                .one();
    }

    Mono<Void> findOut(Check check, StaffId officer, boolean passed, String finding) {
        return database.sql(FIND_OUT)
                .bind("visit", check.visit())
                .bind("application", check.application().value())
                .bind("officer", officer.value())
                .bind("passed", passed)
                .bind("finding", cipher.seal(finding, FINDING))
                .bind("now", now())
                .then();
    }

    Mono<Void> confirm(Check check, StaffId officer) {
        return database.sql(CONFIRM)
                .bind("visit", check.visit())
                .bind("application", check.application().value())
                .bind("officer", officer.value())
                .bind("now", now())
                .then();
    }

    private OffsetDateTime now() {
        return Columns.timestamp(clock.instant());
    }

    private static UUID[] ids(Collection<ApplicationId> cases) {
        return cases.stream().map(ApplicationId::value).toArray(UUID[]::new);
    }

    private Check toCheck(Readable row) {
        return new Check(
                Columns.get(row, "id", UUID.class),
                Columns.instant(row, "starts_at"),
                Columns.instant(row, "ends_at"),
                new ApplicationId(Columns.get(row, "application", UUID.class)),
                new DepartmentCode(Columns.get(row, "department", String.class)),
                Columns.find(row, "officer", String.class).map(StaffId::new),
                Columns.find(row, "passed", Boolean.class),
                Columns.find(row, "finding", byte[].class)
                        .map(sealed -> cipher.open(sealed, FINDING)),
                Columns.find(row, "second_officer", String.class).map(StaffId::new),
                Columns.find(row, "confirmed_at", OffsetDateTime.class)
                        .map(OffsetDateTime::toInstant));
    }

    /**
     * What one department checks on a visit; hides what was found from logs.
     *
     * @param application whose case it is checked for
     * @param officer who has found it
     * @param second who has seen the same and signed
     */
    record Check(
            UUID visit,
            Instant startsAt,
            Instant endsAt,
            ApplicationId application,
            DepartmentCode department,
            Optional<StaffId> officer,
            Optional<Boolean> passed,
            Optional<String> finding,
            Optional<StaffId> second,
            Optional<Instant> confirmedAt) {
        @Override
        public String toString() {
            return "Check[%s, %s]".formatted(visit, application);
        }
    }

    /** The checks of one visit. */
    static List<List<Check>> byVisit(List<Check> checks) {
        return checks.stream()
                .map(Check::visit)
                .distinct()
                .map(visit -> checks.stream().filter(check -> check.visit().equals(visit)).toList())
                .toList();
    }
}
