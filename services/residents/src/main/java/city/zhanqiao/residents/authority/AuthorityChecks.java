package city.zhanqiao.residents.authority;

import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.identifier.CreditCode;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.residents.authority.Proxy.Standing;

import reactor.core.publisher.Mono;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Says whether somebody may act for another at this moment. Asked again at every act, so authority
 * that ended between the opening of a form and its submission is no longer worth anything.
 */
final class AuthorityChecks {

    private final Guardians guardians;
    private final Proxies proxies;
    private final FirmAuthority firms;
    private final InstantSource clock;

    AuthorityChecks(
            Guardians guardians, Proxies proxies, FirmAuthority firms, InstantSource clock) {
        this.guardians = guardians;
        this.proxies = proxies;
        this.firms = firms;
        this.clock = clock;
    }

    Mono<Verdict> ofFirm(ResidentId agent, CreditCode firm, Matter matter) {
        return firms.check(agent, firm, matter, CityTime.today(clock))
                .map(answer ->
                        switch (answer) {
                            case ALLOWED -> Verdict.yes(Verdict.Kind.FIRM_AGENT);
                            case OUTSIDE_SCOPES -> Verdict.no(Verdict.Reason.OUTSIDE_AUTHORITY);
                            case EXPIRED -> Verdict.no(Verdict.Reason.EXPIRED);
                            case NOT_YET_VALID -> Verdict.no(Verdict.Reason.NOT_YET_VALID);
                            case NOT_CONFIRMED -> Verdict.no(Verdict.Reason.NOT_CONFIRMED);
                            case NO_AGENT -> Verdict.no(Verdict.Reason.NO_AUTHORITY);
                        });
    }

    Mono<Verdict> ofPerson(ResidentId agent, ResidentId principal, Matter matter) {
        if (agent.equals(principal)) {
            return Mono.just(Verdict.yes(Verdict.Kind.SELF));
        }
        LocalDate today = CityTime.today(clock);
        return findAsGuardian(agent, principal)
                .filter(Verdict::allowed)
                .switchIfEmpty(Mono.defer(() -> findAsProxy(agent, principal, matter, today)))
                .switchIfEmpty(Mono.defer(() -> findAsGuardian(agent, principal)))
                .defaultIfEmpty(Verdict.no(Verdict.Reason.NO_AUTHORITY));
    }

    private Mono<Verdict> findAsGuardian(ResidentId agent, ResidentId child) {
        return guardians
                .find(agent, child)
                .map(young ->
                        young
                                ? Verdict.yes(Verdict.Kind.GUARDIAN)
                                : Verdict.no(Verdict.Reason.CHILD_IS_14));
    }

    private Mono<Verdict> findAsProxy(
            ResidentId agent, ResidentId principal, Matter matter, LocalDate today) {
        return proxies.listBetween(agent, principal)
                .collectList()
                .filter(found -> !found.isEmpty())
                .map(found -> judge(found, matter, today));
    }

    private static Verdict judge(List<Proxy> found, Matter matter, LocalDate today) {
        Optional<Proxy> valid =
                found.stream()
                        .filter(proxy -> proxy.covers(matter))
                        .filter(proxy -> proxy.on(today) == Standing.VALID)
                        .max(Comparator.comparing(proxy -> proxy.term().until()));
        return valid.map(proxy -> Verdict.byProxy(proxy.id()))
                .orElseGet(() -> Verdict.no(reason(found, matter, today)));
    }

    /** The reason that lies nearest to a yes: the agent can do something about it. */
    private static Verdict.Reason reason(List<Proxy> found, Matter matter, LocalDate today) {
        List<Standing> covering =
                found.stream()
                        .filter(proxy -> proxy.covers(matter))
                        .map(proxy -> proxy.on(today))
                        .toList();
        if (covering.contains(Standing.NOT_YET_VALID)) {
            return Verdict.Reason.NOT_YET_VALID;
        }
        if (covering.contains(Standing.EXPIRED)) {
            return Verdict.Reason.EXPIRED;
        }
        return covering.contains(Standing.ENDED)
                ? Verdict.Reason.WITHDRAWN
                : Verdict.Reason.OUTSIDE_AUTHORITY;
    }
}
