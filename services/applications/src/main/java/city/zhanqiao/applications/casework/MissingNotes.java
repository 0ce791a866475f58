package city.zhanqiao.applications.casework;

import city.zhanqiao.applications.casework.CaseFile.Gap;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.department.DepartmentCode;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.data.Outcomes;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.encryption.FieldCipher;

import org.springframework.r2dbc.core.DatabaseClient;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/**
 * What departments miss in their members of a bundle, noted while the bundle waits for acceptance.
 * The lead department tells it all in the one notice that there is.
 */
final class MissingNotes {

    private static final String WHAT = "missing_note.what";

    private static final String PUT =
            """
            INSERT INTO missing_note (application, department, about, what, by_staff, at)
            VALUES (:application, :department, :about, :what, :staff, :now)
            ON CONFLICT (application, department, about) DO UPDATE
               SET what = excluded.what, by_staff = excluded.by_staff, at = excluded.at
            """;

    private static final String LIST =
            """
            SELECT about, what, department FROM missing_note
             WHERE application = :application ORDER BY department, about
            """;

    private final DatabaseClient database;
    private final Applications applications;
    private final FieldCipher cipher;
    private final AuditLog audit;
    private final List<CaseCheck> checks;
    private final InstantSource clock;

    MissingNotes(
            DatabaseClient database,
            Applications applications,
            FieldCipher cipher,
            AuditLog audit,
            List<CaseCheck> checks,
            InstantSource clock) {
        this.database = database;
        this.applications = applications;
        this.cipher = cipher;
        this.audit = audit;
        this.checks = List.copyOf(checks);
        this.clock = clock;
    }

    /** Notes what a department misses in its member, once for each question or paper. */
    Mono<Outcome<Gap, Refusal>> note(Caller.Staff clerk, Application member, Gap gap) {
        return Mono.justOrEmpty(member.facts().parent())
                .flatMap(applications::lock)
                .filter(bundle -> bundle.state() == State.SUBMITTED && bundle.corrections() == 0)
                .flatMap(bundle -> unopposed(bundle, gap))
                .flatMap(Outcomes.then(bundle -> put(clerk, bundle, member, gap)))
                .defaultIfEmpty(Outcome.refused(new Refusal.WrongState(member.state())));
    }

    private Mono<Outcome<Gap, Refusal>> put(
            Caller.Staff clerk, Application bundle, Application member, Gap gap) {
        return database.sql(PUT)
                .bind("application", bundle.facts().id().value())
                .bind("department", gap.department().value())
                .bind("about", gap.about())
                .bind("what", cipher.seal(gap.what(), WHAT))
                .bind("staff", clerk.id().value())
                .bind("now", Columns.timestamp(clock.instant()))
                .then()
                .then(audit.add(entry(clerk, member)))
                .thenReturn(Outcome.done(gap));
    }

    private static AuditEntry entry(Caller.Staff clerk, Application member) {
        return AuditEntry.done(
                clerk,
                "application.note-missing",
                member.facts().id().toString(),
                member.facts().resident());
    }

    private Mono<Outcome<Application, Refusal>> unopposed(Application bundle, Gap gap) {
        return Flux.fromIterable(checks)
                .concatMap(check -> check.toCorrection(bundle, List.of(gap)))
                .concatMap(Mono::justOrEmpty)
                .next()
                .<Outcome<Application, Refusal>>map(
                        told -> Outcome.refused(new Refusal.Objection(told)))
                .defaultIfEmpty(Outcome.done(bundle));
    }

    Flux<Gap> listOf(ApplicationId bundle) {
        return database.sql(LIST)
                .bind("application", bundle.value())
                .map(row ->
                        new Gap(
                                Columns.get(row, "about", String.class),
                                cipher.open(Columns.get(row, "what", byte[].class), WHAT),
                                new DepartmentCode(Columns.get(row, "department", String.class))))
                .all();
    }

    /** 一次告知: what the lead department misses and what the others have noted, together. */
    Mono<List<Gap>> merged(Application it, List<Gap> own) {
        return listOf(it.facts().id())
                .filter(noted -> own.stream().noneMatch(gap -> isSame(gap, noted)))
                .collectList()
                .map(noted -> Stream.concat(own.stream(), noted.stream()).toList());
    }

    private static boolean isSame(Gap one, Gap other) {
        return one.about().equals(other.about()) && one.department().equals(other.department());
    }
}
