package city.zhanqiao.applications.party;

import city.zhanqiao.applications.casework.Application;
import city.zhanqiao.applications.casework.CaseCheck;
import city.zhanqiao.applications.item.ItemDefinition.Channel;
import city.zhanqiao.city.problem.ProblemException;

import reactor.core.publisher.Mono;

import tools.jackson.databind.JsonNode;

import java.util.Optional;

/**
 * Where heirs have agreed among themselves, all of them sign; a notary's or a court's paper stands
 * for itself. At a window the clerk sees the signatures.
 */
final class HeirsAgree implements CaseCheck {

    private static final String HEIRS = "heirs";
    private static final String PROOF = "heirProof";
    private static final String AGREEMENT = "AGREEMENT";

    private final Parties parties;

    HeirsAgree(Parties parties) {
        this.parties = parties;
    }

    @Override
    public Mono<Optional<ProblemException>> toSubmission(Application draft, JsonNode form) {
        int others = form.path(HEIRS).asInt(1) - 1;
        boolean needed =
                others > 0
                        && form.path(PROOF).asString("").equals(AGREEMENT)
                        && draft.facts().channel() == Channel.ONLINE;
        return needed
                ? parties.listOf(draft.facts().id())
                        .filter(party -> party.state() == Parties.State.AGREED)
                        .count()
                        .map(agreed -> objection(others - agreed))
                : Mono.just(Optional.empty());
    }

    private static Optional<ProblemException> objection(long missing) {
        return missing > 0
                ? Optional.of(new ProblemException(PartyProblem.CONSENTS_MISSING, missing))
                : Optional.empty();
    }
}
