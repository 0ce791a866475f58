package city.zhanqiao.pilots.pilot;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.Version;
import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.department.Departments;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.division.Divisions;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.data.Outcomes;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.event.EventLog;
import city.zhanqiao.pilots.pilot.Pilot.State;
import city.zhanqiao.pilots.pilot.Scenarios.Scenario;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * How pilots begin: as the plan for a scenario, or as the copy of one that works (复制推广). A plan
 * lets nobody in; its opening is a move that another person approves. Runs in the transaction that
 * the caller has opened.
 */
final class Planning {

    private static final ScenarioCode EMERGENCIES = new ScenarioCode("notices:emergency");
    private static final PilotId NONE = new PilotId(new UUID(0, 0));

    private final Pilots pilots;
    private final Moves moves;
    private final Scenarios scenarios;
    private final EventLog events;
    private final AuditLog audit;
    private final InstantSource clock;
    private final Divisions divisions = Divisions.ofQingdao();
    private final Departments departments = Departments.ofQingdao();

    Planning(
            Pilots pilots,
            Moves moves,
            Scenarios scenarios,
            EventLog events,
            AuditLog audit,
            InstantSource clock) {
        this.pilots = pilots;
        this.moves = moves;
        this.scenarios = scenarios;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
    }

    /** Plans a scenario in a district, and enters the scenario if it is new. */
    Mono<Outcome<PilotId, Refusal>> plan(
            Caller.Staff author, Scenario scenario, DivisionCode district, Grounds grounds) {
        if (departments.find(scenario.department()).isEmpty()) {
            return Mono.just(Outcome.refused(new Refusal.UnknownDepartment()));
        }
        Pilot plan =
                planned(scenario.code(), district, grounds.orElse(this::everybodyFromToday), NONE);
        return scenarios.add(scenario).then(begin(author, plan, Move.Kind.PLAN, grounds));
    }

    /** Copies a pilot that works to another district, with its terms where none are given. */
    Mono<Outcome<PilotId, Refusal>> replicate(
            Caller.Staff author, Pilot model, DivisionCode district, Grounds grounds) {
        if (model.state() == State.PLANNED || model.state() == State.STOPPED) {
            return Mono.just(Outcome.refused(new Refusal.WrongState(model.state())));
        }
        Terms terms = grounds.orElse(() -> model.terms().from(today()));
        return begin(
                author,
                planned(model.scenario(), district, terms, model.id()),
                Move.Kind.REPLICATION,
                grounds);
    }

    private Mono<Outcome<PilotId, Refusal>> begin(
            Caller.Staff author, Pilot plan, Move.Kind kind, Grounds grounds) {
        return Mono.fromSupplier(() -> check(author, plan))
                .flatMap(Outcomes.then(good -> pilots.enter(plan, clock.instant())))
                .flatMap(
                        Outcomes.then(id ->
                                writeDown(author, plan.as(id), kind, grounds)
                                        .thenReturn(Outcome.<PilotId, Refusal>done(id))));
    }

    private Outcome<Pilot, Refusal> check(Caller.Staff author, Pilot plan) {
        DivisionCode district = plan.district();
        boolean known =
                district.equals(district.district()) && divisions.find(district).isPresent();
        if (!known) {
            return Outcome.refused(new Refusal.UnknownDistrict());
        }
        if (author.district().filter(own -> !own.contains(district)).isPresent()) {
            return Outcome.refused(new Refusal.OtherDistrict());
        }
        if (plan.scenario().equals(EMERGENCIES)) {
            return Outcome.refused(new Refusal.NeverAPilot());
        }
        if (plan.scenario().isForEverybody() && plan.terms().isForSome()) {
            return Outcome.refused(new Refusal.NotForSome());
        }
        if (!plan.terms().unknownGroups().isEmpty()) {
            return Outcome.refused(new Refusal.UnknownGroups(plan.terms().unknownGroups()));
        }
        return plan.terms().isReversed()
                ? Outcome.refused(new Refusal.WindowReversed())
                : Outcome.done(plan);
    }

    private Mono<Void> writeDown(
            Caller.Staff author, Pilot pilot, Move.Kind kind, Grounds grounds) {
        return moves.add(pilot.id(), toMove(author, pilot, kind, grounds))
                .then(events.append(PilotChanged.by(kind, pilot)))
                .then(audit.add(AuditEntry.done(author, action(kind), pilot.id().toString())));
    }

    private static String action(Move.Kind kind) {
        return kind == Move.Kind.REPLICATION ? "pilot.replicate" : "pilot.plan";
    }

    private Move toMove(Caller.Staff author, Pilot pilot, Move.Kind kind, Grounds grounds) {
        Instant now = clock.instant();
        return new Move(
                UUID.randomUUID(),
                kind,
                Move.Status.DONE,
                grounds.reason(),
                grounds.paper(),
                Optional.empty(),
                Optional.of(pilot.terms()),
                CityTime.dateOf(now),
                author.id(),
                now,
                Optional.empty(),
                Optional.of(now),
                Optional.empty(),
                Optional.of(now));
    }

    private static Pilot planned(
            ScenarioCode scenario, DivisionCode district, Terms terms, PilotId model) {
        return new Pilot(
                NONE,
                new Version(1),
                scenario,
                district,
                State.PLANNED,
                terms,
                Optional.empty(),
                Optional.empty(),
                Optional.of(model).filter(id -> !id.equals(NONE)));
    }

    private Terms everybodyFromToday() {
        return Terms.everybody(today());
    }

    private LocalDate today() {
        return CityTime.today(clock);
    }

    /**
     * On what grounds a pilot begins.
     *
     * @param paper the decision paper
     * @param terms whom it is to let in
     */
    record Grounds(String reason, String paper, Optional<Terms> terms) {
        Terms orElse(Supplier<Terms> other) {
            return terms.orElseGet(other);
        }
    }
}
