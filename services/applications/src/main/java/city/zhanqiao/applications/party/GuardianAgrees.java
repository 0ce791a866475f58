package city.zhanqiao.applications.party;

import city.zhanqiao.applications.casework.Application;
import city.zhanqiao.applications.casework.CaseCheck;
import city.zhanqiao.applications.item.ItemDefinition;
import city.zhanqiao.applications.item.ItemDefinition.Channel;
import city.zhanqiao.applications.item.ItemDefinition.SeparateConsent;
import city.zhanqiao.applications.item.Items;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.city.problem.ProblemException;

import reactor.core.publisher.Mono;

import tools.jackson.databind.JsonNode;

import java.util.Optional;

/**
 * Nothing about a child under 14 is handed in before the guardian has consented to it separately
 * (个人信息保护法 §31): where a guardian applies for the child, and where the item itself is about one,
 * such as a newborn. At a window the clerk sees the signed consent.
 */
final class GuardianAgrees implements CaseCheck {

    /** What the clerk names among the papers that were seen. */
    private static final String SIGNED = "guardian-consent";

    private final Items items;
    private final GuardianConsents consents;

    GuardianAgrees(Items items, GuardianConsents consents) {
        this.items = items;
        this.consents = consents;
    }

    @Override
    public Mono<Optional<ProblemException>> toSubmission(Application draft, JsonNode form) {
        return isNeeded(draft)
                ? isGiven(draft).map(given -> given ? Optional.empty() : Optional.of(missing()))
                : Mono.just(Optional.empty());
    }

    boolean isNeeded(Application it) {
        return it.file().guardian().isPresent()
                || itemOf(it).consents().contains(SeparateConsent.GUARDIAN);
    }

    /** The guardian who began it, else the applicant as the child's parent. */
    ResidentId guardianOf(Application it) {
        return it.file().guardian().orElse(it.facts().resident());
    }

    private Mono<Boolean> isGiven(Application draft) {
        return draft.facts().channel() == Channel.WINDOW
                ? Mono.just(draft.file().seen().contains(SIGNED))
                : consents.find(draft.facts().id()).hasElement();
    }

    private ItemDefinition itemOf(Application it) {
        return items.pinned(it.facts().item(), it.facts().itemVersion());
    }

    private static ProblemException missing() {
        return new ProblemException(PartyProblem.GUARDIAN_CONSENT_MISSING);
    }
}
