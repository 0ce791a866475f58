package city.zhanqiao.applications.material;

import city.zhanqiao.applications.casework.Application;
import city.zhanqiao.applications.casework.CaseFollower;
import city.zhanqiao.applications.casework.CaseStep;
import city.zhanqiao.applications.casework.Facts;
import city.zhanqiao.applications.item.Material;
import city.zhanqiao.applications.item.Material.Source;
import city.zhanqiao.city.identity.Caller;

import reactor.core.publisher.Mono;

import java.util.List;

/** What a step of a case means for its papers: agencies are asked once it is handed in. */
final class MaterialSteps implements CaseFollower {

    private final Needed needed;
    private final Documents documents;
    private final Fetches fetches;

    MaterialSteps(Needed needed, Documents documents, Fetches fetches) {
        this.needed = needed;
        this.documents = documents;
        this.fetches = fetches;
    }

    @Override
    public Mono<Void> after(Application moved, CaseStep step, Caller actor) {
        return switch (step) {
            case SUBMIT -> handedIn(moved, actor);
            case ISSUE -> issued(moved);
            default -> Mono.empty();
        };
    }

    private Mono<Void> handedIn(Application it, Caller actor) {
        List<Material> papers =
                needed.of(it).stream()
                        .filter(paper -> paper.source() == Source.AGENCY)
                        .filter(paper -> !it.file().seen().contains(paper.code()))
                        .toList();
        Mono<Void> seen =
                it.file().seen().isEmpty()
                        ? Mono.empty()
                        : documents.see(
                                it.facts().id(),
                                it.facts().resident(),
                                it.file().seen(),
                                actor.name());
        return papers.isEmpty()
                ? seen
                : seen.then(documents.await(it.facts().id(), it.facts().resident(), papers));
    }

    /** What a member of a bundle issued may be the paper that another waits for. */
    private Mono<Void> issued(Application it) {
        return it.facts().kind() == Facts.Kind.MEMBER
                ? fetches.askAgain(Needed.fileOf(it))
                : Mono.empty();
    }
}
