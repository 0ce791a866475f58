package city.zhanqiao.residents.authority;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.Outcomes;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.event.EventLog;
import city.zhanqiao.residents.authority.Proxies.Recorded;
import city.zhanqiao.residents.profile.Document;
import city.zhanqiao.residents.profile.Identify;
import city.zhanqiao.residents.profile.Person;
import city.zhanqiao.residents.profile.ResidentFile.Open;
import city.zhanqiao.residents.profile.Residents;

import reactor.core.publisher.Mono;

import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/**
 * Gives authority: by the principal themselves, or recorded by a clerk who has seen both people's
 * documents and a proof. Runs in the transaction of the act.
 */
final class GiveProxy {

    /** 民法典 §17: a natural person of 18 years is of age. */
    private static final int OF_AGE = 18;

    private final Residents residents;
    private final Identify identify;
    private final Proxies proxies;
    private final EventLog events;
    private final AuditLog audit;
    private final InstantSource clock;

    GiveProxy(
            Residents residents,
            Identify identify,
            Proxies proxies,
            EventLog events,
            AuditLog audit,
            InstantSource clock) {
        this.residents = residents;
        this.identify = identify;
        this.proxies = proxies;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
    }

    /** The agent must have a file; who only half knows somebody's number learns nothing. */
    Mono<Outcome<Proxy, Refusal>> online(
            Caller.Resident principal, Document agent, Set<Matter> items, Term term) {
        return Mono.fromSupplier(() -> identify.read(agent))
                .map(read -> Documents.at("/agent", read))
                .flatMap(Outcomes.then(this::findKnown))
                .flatMap(
                        Outcomes.then(known ->
                                give(
                                        principal,
                                        principal.id(),
                                        known,
                                        items,
                                        term,
                                        Optional.empty())));
    }

    /** Either may be new to the city. */
    Mono<Outcome<Proxy, Refusal>> atWindow(
            Caller.Staff clerk,
            Document principal,
            Document agent,
            Set<Matter> items,
            Term term,
            Proof proof) {
        Recorded recorded = new Recorded(clerk.id(), proof);
        return identify.within(principal, clerk)
                .map(found -> Documents.at("/principal", found))
                .flatMap(
                        Outcomes.then(giver ->
                                identify.within(agent, clerk)
                                        .map(found -> Documents.at("/agent", found))
                                        .flatMap(
                                                Outcomes.then(taker ->
                                                        give(
                                                                clerk,
                                                                giver,
                                                                taker,
                                                                items,
                                                                term,
                                                                Optional.of(recorded))))));
    }

    private Mono<Outcome<ResidentId, Refusal>> findKnown(Person person) {
        return residents
                .findByNumber(person.number())
                .filter(file -> file.person().equals(Optional.of(person)))
                .map(file -> Outcome.<ResidentId, Refusal>done(file.id()))
                .defaultIfEmpty(Outcome.refused(new Refusal.AgentUnknown()));
    }

    private Mono<Outcome<Proxy, Refusal>> give(
            Caller actor,
            ResidentId principal,
            ResidentId agent,
            Set<Matter> items,
            Term term,
            Optional<Recorded> recorded) {
        if (principal.equals(agent)) {
            return Mono.just(Outcome.refused(new Refusal.Own()));
        }
        if (!term.isGivable(CityTime.today(clock))) {
            return Mono.just(Outcome.refused(new Refusal.BadTerm()));
        }
        return checkAge(agent)
                .flatMap(Outcomes.then(grownUp -> checkCycle(principal, agent)))
                .flatMap(
                        Outcomes.then(free ->
                                proxies.add(
                                                principal,
                                                agent,
                                                items,
                                                term,
                                                recorded,
                                                clock.instant())
                                        .flatMap(given -> writeDown(actor, given))));
    }

    private Mono<Outcome<ResidentId, Refusal>> checkAge(ResidentId agent) {
        return residents
                .find(agent)
                .ofType(Open.class)
                .filter(file ->
                        file.person()
                                .filter(person ->
                                        person.number().ageOn(CityTime.today(clock)) >= OF_AGE)
                                .isPresent())
                .map(file -> Outcome.<ResidentId, Refusal>done(file.id()))
                .defaultIfEmpty(Outcome.refused(new Refusal.AgentUnderAge()));
    }

    private Mono<Outcome<ResidentId, Refusal>> checkCycle(ResidentId principal, ResidentId agent) {
        return proxies.lock()
                .then(proxies.reaches(agent, principal, CityTime.today(clock)))
                .map(reaches ->
                        reaches
                                ? Outcome.<ResidentId, Refusal>refused(new Refusal.Cycle())
                                : Outcome.<ResidentId, Refusal>done(agent));
    }

    /** Both people find it in their records. */
    private Mono<Outcome<Proxy, Refusal>> writeDown(Caller actor, Proxy given) {
        String id = given.id().toString();
        return events.append(ProxyEvent.of(ProxyEvent.Change.GIVEN, given))
                .then(audit.add(AuditEntry.done(actor, "proxy.give", id, given.principal())))
                .then(audit.add(AuditEntry.done(actor, "proxy.receive", id, given.agent())))
                .thenReturn(Outcome.done(given));
    }
}
