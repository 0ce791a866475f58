package city.zhanqiao.applications.material;

import city.zhanqiao.applications.casework.Application;
import city.zhanqiao.applications.casework.CaseCheck;
import city.zhanqiao.applications.casework.CaseFile.Gap;
import city.zhanqiao.applications.item.ItemDefinition.Channel;
import city.zhanqiao.applications.item.Material;
import city.zhanqiao.applications.item.Material.Source;
import city.zhanqiao.city.problem.FieldFault;
import city.zhanqiao.city.problem.ProblemException;

import reactor.core.publisher.Mono;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Nothing is handed in without its papers, and nobody is asked for a paper that an agency issues:
 * the city asks there itself.
 */
final class MaterialRules implements CaseCheck {

    private static final String AT = "/materials/";

    private final Needed needed;
    private final Documents documents;

    MaterialRules(Needed needed, Documents documents) {
        this.needed = needed;
        this.documents = documents;
    }

    @Override
    public Mono<Optional<ProblemException>> toSubmission(Application draft, JsonNode form) {
        return inTheFile(draft).map(there -> objection(missing(draft, form, there)));
    }

    private Mono<Set<String>> inTheFile(Application draft) {
        return draft.facts().channel() == Channel.WINDOW
                ? Mono.just(Set.copyOf(draft.file().seen()))
                : documents
                        .listOf(draft.facts().id())
                        .filter(Document::isThere)
                        .map(Document::material)
                        .collect(Collectors.toSet());
    }

    private List<FieldFault> missing(Application draft, JsonNode form, Set<String> there) {
        return needed.of(draft).stream()
                .filter(Material::isAsked)
                .filter(paper -> paper.appliesTo(form))
                .map(Material::code)
                .filter(Predicate.not(there::contains))
                .filter(Predicate.not(draft.openPapers()::contains))
                .map(code -> new FieldFault(AT + code, "required", ""))
                .toList();
    }

    private static Optional<ProblemException> objection(List<FieldFault> missing) {
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new ProblemException(MaterialProblem.MATERIALS_MISSING, missing.size())
                                .withFaults(missing));
    }

    /** Only where the agency says that it has none may the resident be asked. */
    @Override
    public Mono<Optional<ProblemException>> toCorrection(Application it, List<Gap> gaps) {
        Set<String> asked = gaps.stream().map(Gap::about).collect(Collectors.toSet());
        Set<String> agencies =
                needed.of(it).stream()
                        .filter(paper -> paper.source() == Source.AGENCY)
                        .map(Material::code)
                        .filter(asked::contains)
                        .collect(Collectors.toSet());
        return agencies.isEmpty()
                ? Mono.just(Optional.empty())
                : documents
                        .listOf(Needed.fileOf(it))
                        .filter(paper -> paper.state() == Document.State.ABSENT)
                        .map(Document::material)
                        .collect(Collectors.toSet())
                        .map(absent ->
                                absent.containsAll(agencies)
                                        ? Optional.empty()
                                        : Optional.of(
                                                new ProblemException(
                                                        MaterialProblem.MATERIAL_NOT_ASKED)));
    }
}
