package city.zhanqiao.residents.authority;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.event.EventLog;

import reactor.core.publisher.Mono;

import java.time.InstantSource;
import java.util.UUID;

/**
 * Ends authority before its time: taken back by the principal, given back by the agent, or ended by
 * a clerk who has seen the principal. It takes effect at once, whatever version was seen last, and
 * ending it again changes nothing.
 */
final class EndProxy {

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
