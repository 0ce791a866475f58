package city.zhanqiao.applications.casework;

import city.zhanqiao.applications.casework.CaseFile.HandedIn;
import city.zhanqiao.applications.item.Items;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.Version;
import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.clock.LegalClock;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.Outcomes;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.database.Columns;
import city.zhanqiao.data.event.EventLog;

import io.r2dbc.spi.Readable;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Writes down what happened to a case: new state, history, audit and event, one statement each, all
 * in the transaction that the caller has opened. What an act costs in all stands in {@code
 * docs/lifecycle.md}.
 */
final class CaseRecord {

    private static final String ADD_STEP =
            """
            INSERT INTO application_step (application, version, at, act, state, by_staff, department)
            VALUES (:application, :version, :at, :act, :state, :byStaff, :department)
            """;

    private static final String STEPS =
            """
            SELECT at, act, state, department FROM application_step
             WHERE application = :application ORDER BY version
            """;

    private final DatabaseClient database;
    private final Applications applications;
    private final CaseClock clocks;
    private final Items items;
    private final EventLog events;
    private final AuditLog audit;
    private final List<CaseFollower> followers;
    private final InstantSource clock;

    CaseRecord(
            DatabaseClient database,
            Applications applications,
            CaseClock clocks,
            Items items,
            EventLog events,
            AuditLog audit,
            List<CaseFollower> followers,
            InstantSource clock) {
        this.database = database;
        this.applications = applications;
        this.clocks = clocks;
        this.items = items;
        this.events = events;
        this.audit = audit;
        this.followers = List.copyOf(followers);
        this.clock = clock;
    }

    /** Stores the case in its new state, unless somebody was quicker. */
    Mono<Outcome<Moved, Refusal>> move(Application moved, CaseStep step, Caller actor) {
        return applications
                .change(moved)
                .flatMap(Outcomes.then(version -> writeDown(moved, version, step, actor)));
    }

    /** Writes down an act whose state is stored already. */
    <R> Mono<Outcome<Moved, R>> writeDown(
            Application application, Version version, CaseStep step, Caller actor) {
        return addStep(application, version, step, actor)
                .then(addAudit(application, step, actor))
                .then(addEvent(application, step))
                .then(follow(application, step, actor))
                .thenReturn(Outcome.done(toMoved(application, version)));
    }

    /** What happened, oldest first. Who in the office did it is not for the timeline. */
    Flux<TimelineEntry> timeline(ApplicationId id) {
        return database.sql(STEPS).bind("application", id.value()).map(CaseRecord::toEntry).all();
    }

    private Mono<Void> addStep(
            Application application, Version version, CaseStep step, Caller actor) {
        Optional<Caller.Staff> staff =
                actor instanceof Caller.Staff office ? Optional.of(office) : Optional.empty();
        GenericExecuteSpec add =
                database.sql(ADD_STEP)
                        .bind("application", application.facts().id().value())
                        .bind("version", version.number())
                        .bind("at", Columns.timestamp(clock.instant()))
                        .bind("act", step.name())
                        .bind("state", application.state().name());
        add = Columns.bind(add, "byStaff", staff.map(Caller.Staff::name), String.class);
        add =
                Columns.bind(
                        add,
                        "department",
                        staff.map(who -> who.department().value()),
                        String.class);
        return add.then();
    }

    private Mono<Void> follow(Application application, CaseStep step, Caller actor) {
        return Flux.fromIterable(followers)
                .concatMap(follower -> follower.after(application, step, actor))
                .then();
    }

    private Mono<Void> addAudit(Application application, CaseStep step, Caller actor) {
        ResidentId applicant = application.facts().resident();
        AuditEntry entry =
                AuditEntry.done(
                        actor, step.action(), application.facts().id().toString(), applicant);
        return audit.add(
                actor instanceof Caller.Resident who && !who.id().equals(applicant)
                        ? entry.forPerson(applicant)
                        : entry);
    }

    /** Of what never came beyond a draft others hear that it was begun, and not by whom. */
    private Mono<Void> addEvent(Application application, CaseStep step) {
        return step == CaseStep.DRAFT
                ? events.append(ApplicationDrafted.of(application.facts()))
                : addStepEvent(application, step);
    }

    private Mono<Void> addStepEvent(Application application, CaseStep step) {
        return Mono.justOrEmpty(step.event())
                .zipWith(Mono.justOrEmpty(application.receipt()))
                .flatMap(both -> events.append(toEvent(both.getT1(), application, both.getT2())));
    }

    private CaseEvent toEvent(CaseEvent.Step step, Application application, Receipt receipt) {
        Facts facts = application.facts();
        Optional<HandedIn> handedIn =
                application.file().handedIn().filter(told -> step == CaseEvent.Step.SUBMITTED);
        return new CaseEvent(
                step,
                facts.id(),
                facts.resident(),
                facts.agent(),
                facts.item(),
                facts.itemVersion(),
                receipt.number(),
                facts.division(),
                facts.district(),
                receipt.intakeDistrict(),
                facts.department(),
                facts.channel(),
                clocks.due(application).map(CaseClock.Due::on),
                facts.parent(),
                days(application, CaseClocks.Name.PROMISE),
                days(application, CaseClocks.Name.STATUTORY),
                ratingUntil(application),
                handedIn.map(HandedIn::required),
                handedIn.map(HandedIn::shared),
                handedIn.flatMap(HandedIn::elder));
    }

    /** C8 of a case that ended; nobody who mourns is asked how satisfied they are. */
    private Optional<LocalDate> ratingUntil(Application it) {
        Facts facts = it.facts();
        boolean asked =
                it.state().mayBeRated()
                        && facts.kind() != Facts.Kind.MEMBER
                        && !items.pinned(facts.item(), facts.itemVersion()).bereavement();
        return it.milestones()
                .ended()
                .filter(_ -> asked)
                .map(CityTime::dateOf)
                .map(day -> clocks.calendar().addWorkingDays(day, Application.RATING_DAYS).date());
    }

    private static Optional<Integer> days(Application application, CaseClocks.Name name) {
        return application.clocks().find(name).map(LegalClock::limit);
    }

    private Moved toMoved(Application application, Version version) {
        return new Moved(
                application.facts().id(),
                application.state(),
                version.number(),
                application.receipt().map(Receipt::number),
                clocks.due(application),
                application.result());
    }

    private static TimelineEntry toEntry(Readable row) {
        return new TimelineEntry(
                Columns.instant(row, "at"),
                CaseStep.valueOf(Columns.get(row, "act", String.class)),
                State.valueOf(Columns.get(row, "state", String.class)),
                Columns.find(row, "department", String.class));
    }

    /**
     * What an act answers.
     *
     * @param version for the next {@code If-Match}
     * @param receiptNumber once it is handed in
     * @param due what comes next, and by when
     * @param result number of the issued document
     */
    record Moved(
            ApplicationId id,
            State state,
            long version,
            Optional<String> receiptNumber,
            Optional<CaseClock.Due> due,
            Optional<String> result) {}

    /**
     * One line of the parcel-style track.
     *
     * @param department who did it; absent for the resident's own acts
     */
    record TimelineEntry(Instant at, CaseStep act, State state, Optional<String> department) {}
}
