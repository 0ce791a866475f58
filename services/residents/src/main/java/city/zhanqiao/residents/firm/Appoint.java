package city.zhanqiao.residents.firm;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.Outcomes;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.residents.authority.Matter;
import city.zhanqiao.residents.authority.Proof;
import city.zhanqiao.residents.authority.Term;
import city.zhanqiao.residents.firm.FirmAgent.FirmRole;
import city.zhanqiao.residents.firm.FirmAgent.State;
import city.zhanqiao.residents.firm.FirmAgents.Confirmed;
import city.zhanqiao.residents.profile.Document;
import city.zhanqiao.residents.profile.Identify;
import city.zhanqiao.residents.profile.Person;
import city.zhanqiao.residents.profile.Residents;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Makes people agents of firms. A claim gives no authority; a clerk who saw the licence and the
 * firm's letter, or the confirmed legal representative, gives it. Runs in the transaction of the
 * act.
 */
final class Appoint {

    private final FirmAgents agents;
    private final Residents residents;
    private final Identify identify;
    private final AuditLog audit;
    private final InstantSource clock;

    Appoint(
            FirmAgents agents,
            Residents residents,
            Identify identify,
            AuditLog audit,
            InstantSource clock) {
        this.agents = agents;
        this.residents = residents;
        this.identify = identify;
        this.audit = audit;
        this.clock = clock;
    }

    /** A resident says to act for a firm. */
    Mono<Outcome<FirmAgent, Refusal>> claim(Caller.Resident resident, Appointment wanted) {
        return checkTerm(wanted)
                .flatMap(Outcomes.then(good -> checkNew(wanted, resident.id())))
                .flatMap(
                        Outcomes.then(good ->
                                add(
                                        resident,
                                        wanted,
                                        resident.id(),
                                        Confirmed.BY_NOBODY,
                                        "firm-agent.claim")));
    }

    /** A clerk has seen the papers; an earlier claim of the same person is settled by it. */
    Mono<Outcome<FirmAgent, Refusal>> record(
            Caller.Staff clerk, Document agent, Appointment wanted, Proof proof) {
        Confirmed seen = new Confirmed(Optional.of(clerk.id().value()), Optional.of(proof));
        return checkTerm(wanted)
                .flatMap(Outcomes.then(good -> identifyAtWindow(agent, clerk)))
                .flatMap(
                        Outcomes.then(person ->
                                endClaims(wanted, person)
                                        .then(
                                                add(
                                                        clerk,
                                                        wanted,
                                                        person,
                                                        seen,
                                                        "firm-agent.record"))));
    }

    /** The legal representative appoints somebody who has a file. */
    Mono<Outcome<FirmAgent, Refusal>> appoint(
            Caller.Resident representative,
            UUID office,
            Document agent,
            Set<Matter> scopes,
            Term term) {
        Confirmed own = new Confirmed(Optional.of(representative.id().value()), Optional.empty());
        return findOffice(representative, office)
                .map(held ->
                        held.<Appointment>map(mine ->
                                new Appointment(
                                        mine.firm(),
                                        mine.firmName(),
                                        FirmRole.AGENT,
                                        scopes,
                                        term)))
                .flatMap(Outcomes.then(this::checkTerm))
                .flatMap(
                        Outcomes.then(wanted ->
                                findKnown(agent)
                                        .flatMap(
                                                Outcomes.then(person ->
                                                        add(
                                                                representative,
                                                                wanted,
                                                                person,
                                                                own,
                                                                "firm-agent.appoint")))));
    }

    /** Ended by the agent, or by the firm's legal representative. */
    Mono<Outcome<FirmAgent, Refusal>> end(Caller.Resident resident, UUID id) {
        LocalDate today = CityTime.today(clock);
        return agents.find(id)
                .filterWhen(agent ->
                        agent.resident().equals(resident.id())
                                ? Mono.just(true)
                                : agents.listBetween(resident.id(), agent.firm())
                                        .any(held -> held.mayAppointOn(today)))
                .flatMap(agent -> end(resident, agent))
                .defaultIfEmpty(Outcome.refused(new Refusal.NotFound()));
    }

    private Mono<Outcome<FirmAgent, Refusal>> end(Caller.Resident resident, FirmAgent agent) {
        return agents.end(agent.id(), clock.instant())
                .flatMap(now -> now ? note(resident, "firm-agent.end", agent) : Mono.<Void>empty())
                .then(agents.find(agent.id()))
                .map(Outcome::done);
    }

    private Mono<Outcome<Appointment, Refusal>> checkTerm(Appointment wanted) {
        return Mono.fromSupplier(() ->
                wanted.term().isGivable(CityTime.today(clock))
                        ? Outcome.<Appointment, Refusal>done(wanted)
                        : Outcome.<Appointment, Refusal>refused(new Refusal.BadTerm()));
    }

    private Mono<Outcome<Appointment, Refusal>> checkNew(Appointment wanted, ResidentId resident) {
        return agents.lock(wanted.firm(), resident)
                .thenMany(agents.listBetween(resident, wanted.firm()))
                .any(held ->
                        held.role() == wanted.role()
                                && !held.term().until().isBefore(CityTime.today(clock)))
                .map(exists ->
                        exists
                                ? Outcome.<Appointment, Refusal>refused(new Refusal.Already())
                                : Outcome.<Appointment, Refusal>done(wanted));
    }

    private Mono<Void> endClaims(Appointment wanted, ResidentId person) {
        return agents.lock(wanted.firm(), person)
                .then(agents.listBetween(person, wanted.firm()).collectList())
                .flatMapMany(Flux::fromIterable)
                .filter(held -> held.state() == State.CLAIMED)
                .concatMap(claim -> agents.end(claim.id(), clock.instant()))
                .then();
    }

    private Mono<Outcome<FirmAgent, Refusal>> findOffice(Caller.Resident holder, UUID office) {
        return agents.find(office)
                .filter(held -> held.resident().equals(holder.id()))
                .filter(held -> held.mayAppointOn(CityTime.today(clock)))
                .map(Outcome::<FirmAgent, Refusal>done)
                .defaultIfEmpty(Outcome.refused(new Refusal.NotFound()));
    }

    private Mono<Outcome<ResidentId, Refusal>> identifyAtWindow(
            Document agent, Caller.Staff clerk) {
        return identify.within(agent, clerk).map(Appoint::orUnidentified);
    }

    private Mono<Outcome<ResidentId, Refusal>> findKnown(Document agent) {
        return Mono.fromSupplier(() -> orUnidentified(identify.read(agent)))
                .flatMap(Outcomes.then(this::findKnown));
    }

    private Mono<Outcome<ResidentId, Refusal>> findKnown(Person person) {
        return residents
                .findByNumber(person.number())
                .filter(file -> file.person().equals(Optional.of(person)))
                .map(file -> Outcome.<ResidentId, Refusal>done(file.id()))
                .defaultIfEmpty(Outcome.refused(new Refusal.AgentUnknown()));
    }

    private Mono<Outcome<FirmAgent, Refusal>> add(
            Caller actor,
            Appointment wanted,
            ResidentId person,
            Confirmed confirmed,
            String action) {
        return agents.add(wanted, person, confirmed, clock.instant())
                .flatMap(added -> note(actor, action, added).thenReturn(Outcome.done(added)));
    }

    private Mono<Void> note(Caller actor, String action, FirmAgent about) {
        return audit.add(AuditEntry.done(actor, action, about.id().toString(), about.resident()));
    }

    private static <T> Outcome<T, Refusal> orUnidentified(
            Outcome<T, city.zhanqiao.residents.profile.Refusal> outcome) {
        return switch (outcome) {
            case Outcome.Done<T, city.zhanqiao.residents.profile.Refusal>(T found) ->
                    Outcome.done(found);
            case Outcome.Refused<T, city.zhanqiao.residents.profile.Refusal>(var why) ->
                    Outcome.refused(new Refusal.Unidentified(why));
        };
    }
}
