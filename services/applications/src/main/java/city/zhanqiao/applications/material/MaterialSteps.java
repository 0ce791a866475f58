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
            case SUBMIT -> see(moved, actor).then(await(moved));
            case CORRECT ->
                    (actor instanceof Caller.Staff ? see(moved, actor) : Mono.<Void>empty())
                            .then(await(moved));
            case ISSUE -> issued(moved);
            default -> Mono.empty();
        };
    }

    private Mono<Void> see(Application it, Caller actor) {
        return it.file().seen().isEmpty()
                ? Mono.empty()
                : documents.see(
                        it.facts().id(), it.facts().resident(), it.file().seen(), actor.name());
    }

    private Mono<Void> await(Application it) {
        List<Material> papers =
                needed.of(it).stream()
                        .filter(paper -> paper.source() == Source.AGENCY)
                        .filter(paper -> isNeeded(it, paper))
                        .filter(paper -> !it.file().seen().contains(paper.code()))
                        .toList();
        return papers.isEmpty()
                ? Mono.empty()
                : documents.await(it.facts().id(), it.facts().resident(), papers);
    }

    /** An agency is asked for nothing that the answers do not make necessary. */
    private static boolean isNeeded(Application it, Material paper) {
        return it.file()
                .handedIn()
                .map(meant -> meant.papers().contains(paper.code()))
                .orElse(true);
    }

    /** What a member of a bundle issued may be the paper that another waits for. */
    private Mono<Void> issued(Application it) {
        return it.facts().kind() == Facts.Kind.MEMBER
                ? fetches.askAgain(Needed.fileOf(it))
                : Mono.empty();
    }
}
