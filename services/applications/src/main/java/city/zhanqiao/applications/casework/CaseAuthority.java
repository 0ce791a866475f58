package city.zhanqiao.applications.casework;

import city.zhanqiao.applications.item.ItemDefinition;
import city.zhanqiao.applications.item.Items;
import city.zhanqiao.applications.person.Authority;
import city.zhanqiao.applications.person.Authority.Verdict;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.identifier.CreditCode;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.ResidentId;

import reactor.core.publisher.Mono;

import java.util.Optional;

/**
 * Says at the moment of an act whether a resident may act on a case: as its applicant, as guardian
 * or proxy of the applicant, or as agent of the firm. Asked before the transaction, because another
 * service is asked.
 */
final class CaseAuthority {

    private final Applications applications;
    private final Items items;
    private final Authority authority;

    CaseAuthority(Applications applications, Items items, Authority authority) {
        this.applications = applications;
        this.items = items;
        this.authority = authority;
    }

    /** For whom a case is begun. */
    Mono<Outcome<Applicant, Refusal>> toBegin(
            Caller.Resident caller,
            String item,
            Optional<ResidentId> principal,
            Optional<CreditCode> firm) {
        String matter = items.current(item).map(CaseAuthority::matter).orElse("item:" + item);
        if (firm.isPresent()) {
            return authority
                    .ofFirm(caller.id(), firm.get(), matter)
                    .map(verdict -> toOutcome(verdict, Applicant.self(caller.id(), firm)));
        }
        return principal
                .filter(other -> !other.equals(caller.id()))
                .map(other ->
                        authority
                                .ofPerson(caller.id(), other, matter)
                                .map(verdict ->
                                        toOutcome(
                                                verdict,
                                                Applicant.represented(
                                                        other, caller.id(), verdict))))
                .orElseGet(() ->
                        Mono.just(Outcome.done(Applicant.self(caller.id(), Optional.empty()))));
    }

    /** The case, if the caller may act on it now. */
    Mono<Outcome<Application, Refusal>> on(Caller.Resident caller, ApplicationId id) {
        return applications
                .find(id)
                .flatMap(found -> checkWhole(caller.id(), found))
                .switchIfEmpty(Mono.defer(() -> askForNothing(caller)));
    }

    /**
     * An unknown id is answered as slowly as a stranger's case, and like it while nobody answers.
     */
    private Mono<Outcome<Application, Refusal>> askForNothing(Caller.Resident caller) {
        return authority
                .ofPerson(caller.id(), caller.id(), "item:unknown")
                .thenReturn(Outcome.refused(new Refusal.NotFound()));
    }

    /** Authority is given for the whole bundle, not for its members. */
    private Mono<Outcome<Application, Refusal>> checkWhole(ResidentId caller, Application found) {
        return Mono.justOrEmpty(found.facts().parent())
                .flatMap(applications::find)
                .defaultIfEmpty(found)
                .flatMap(whole -> check(caller, whole))
                .map(outcome -> outcome.map(whole -> found));
    }

    private Mono<Outcome<Application, Refusal>> check(ResidentId caller, Application found) {
        Facts facts = found.facts();
        String matter = matter(items.pinned(facts.item(), facts.itemVersion()));
        if (facts.firm().isPresent()) {
            return authority
                    .ofFirm(caller, facts.firm().get(), matter)
                    .map(verdict -> judge(verdict, caller, found));
        }
        return facts.resident().equals(caller)
                ? Mono.just(Outcome.done(found))
                : authority
                        .ofPerson(caller, facts.resident(), matter)
                        .map(verdict -> judge(verdict, caller, found));
    }

    /** Who never had to do with the case is not told that it exists. */
    private static Outcome<Application, Refusal> judge(
            Verdict verdict, ResidentId caller, Application found) {
        Facts facts = found.facts();
        boolean known =
                facts.resident().equals(caller) || facts.agent().filter(caller::equals).isPresent();
        return verdict.allowed() || known
                ? toOutcome(verdict, found)
                : Outcome.refused(new Refusal.NotFound());
    }

    private static <T> Outcome<T, Refusal> toOutcome(Verdict verdict, T allowed) {
        return verdict.allowed()
                ? Outcome.done(allowed)
                : Outcome.refused(new Refusal.NoAuthority(verdict.reason().orElse("NO_AUTHORITY")));
    }

    private static String matter(ItemDefinition item) {
        return (item.isBundle() ? "bundle:" : "item:") + item.code();
    }

    /**
     * Who applies, and who does it for them.
     *
     * @param guardian the agent, where the applicant is a child under 14
     */
    record Applicant(
            ResidentId resident,
            Optional<ResidentId> agent,
            Optional<CreditCode> firm,
            Optional<ResidentId> guardian) {

        static Applicant self(ResidentId resident, Optional<CreditCode> firm) {
            return new Applicant(resident, Optional.empty(), firm, Optional.empty());
        }

        static Applicant represented(ResidentId principal, ResidentId agent, Verdict verdict) {
            return new Applicant(
                    principal,
                    Optional.of(agent),
                    Optional.empty(),
                    Optional.of(agent).filter(who -> verdict.isOfGuardian()));
        }
    }
}
