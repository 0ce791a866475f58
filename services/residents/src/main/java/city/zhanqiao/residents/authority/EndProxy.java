package city.zhanqiao.residents.authority;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.event.EventLog;
import city.zhanqiao.residents.profile.Departure;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.InstantSource;
import java.util.UUID;

/**
 * Ends authority before its time: taken back by the principal, given back by the agent, or ended by
 * a clerk who has seen the principal. It takes effect at once, whatever version was seen last, and
 * ending it again changes nothing.
 */
final class EndProxy implements Departure {

    private final Proxies proxies;
    private final EventLog events;
    private final AuditLog audit;
    private final InstantSource clock;

    EndProxy(Proxies proxies, EventLog events, AuditLog audit, InstantSource clock) {
        this.proxies = proxies;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
    }

    Mono<Outcome<Proxy, Refusal>> byResident(Caller.Resident resident, UUID id) {
        return proxies.find(id)
                .filter(proxy ->
                        proxy.principal().equals(resident.id())
                                || proxy.agent().equals(resident.id()))
                .flatMap(proxy ->
                        end(
                                resident,
                                proxy,
                                proxy.principal().equals(resident.id()) ? "PRINCIPAL" : "AGENT"))
                .defaultIfEmpty(Outcome.refused(new Refusal.NotFound()));
    }

    Mono<Outcome<Proxy, Refusal>> byStaff(Caller.Staff clerk, UUID id) {
        return proxies.find(id)
                .flatMap(proxy -> end(clerk, proxy, "STAFF"))
                .defaultIfEmpty(Outcome.refused(new Refusal.NotFound()));
    }

    /** Nobody acts for somebody who has left, nor the other way round. */
    @Override
    public Mono<Void> depart(ResidentId resident, Caller actor) {
        return proxies.listOf(resident)
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .filter(proxy -> proxy.endedAt().isEmpty())
                .concatMap(proxy ->
                        end(
                                actor,
                                proxy,
                                proxy.principal().equals(resident) ? "PRINCIPAL" : "AGENT"))
                .then();
    }

    private Mono<Outcome<Proxy, Refusal>> end(Caller actor, Proxy proxy, String by) {
        return proxies.end(proxy.id(), by, clock.instant())
                .flatMap(now -> now ? writeDown(actor, proxy) : Mono.empty())
                .then(proxies.find(proxy.id()))
                .map(Outcome::done);
    }

    private Mono<Void> writeDown(Caller actor, Proxy proxy) {
        String id = proxy.id().toString();
        return events.append(ProxyEvent.of(ProxyEvent.Change.ENDED, proxy))
                .then(audit.add(AuditEntry.done(actor, "proxy.end", id, proxy.principal())))
                .then(audit.add(AuditEntry.done(actor, "proxy.end", id, proxy.agent())));
    }
}
