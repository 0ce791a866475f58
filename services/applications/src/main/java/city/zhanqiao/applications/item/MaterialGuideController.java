package city.zhanqiao.applications.item;

import city.zhanqiao.applications.ApplicationsProblem;
import city.zhanqiao.applications.item.Material.Condition;
import city.zhanqiao.applications.item.Material.Need;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.web.language.Language;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Optional;

/** "Are you a tenant?": the papers that somebody needs, by a few answers. */
@RestController
class MaterialGuideController {

    private static final String WITH = "with";

    private final Items items;

    MaterialGuideController(Items items) {
        this.items = items;
    }

    @GetMapping("/open/v1/items/{code}/materials")
    @Access(value = Access.By.ANYONE, reach = Access.Reach.ALL)
    @Operation(
            summary = "Which papers I need; answers are given as parameters named as the questions",
            description =
                    "Without an answer, a paper that depends on it is listed as one that may be.")
    MaterialGuide guide(@PathVariable String code, ServerHttpRequest http) {
        ItemDefinition item = find(code, false);
        return toGuide(item, item.materials(), http);
    }

    @GetMapping("/open/v1/bundles/{code}/materials")
    @Access(value = Access.By.ANYONE, reach = Access.Reach.ALL)
    @Operation(
            summary = "Which papers I need for a bundle, each once; answers as parameters",
            description = "Optional members that are wanted are named in 'with', such as A8.")
    @ApiResponse(responseCode = "200", description = "The questions and the papers")
    @ApiResponse(responseCode = "422", description = "No such optional member")
    MaterialGuide bundle(
            @PathVariable String code,
            @RequestParam(name = WITH) Optional<List<String>> chosen,
            ServerHttpRequest http) {
        ItemDefinition bundle = find(code, true);
        List<String> wanted = chosen.orElse(List.of());
        if (!BundleGraph.of(bundle, items).offers(wanted)) {
            throw new ProblemException(ApplicationsProblem.MEMBER_UNKNOWN);
        }
        return toGuide(bundle, items.materialsOf(bundle, wanted), http);
    }

    private ItemDefinition find(String code, boolean bundle) {
        return items.current(code)
                .filter(item -> item.isBundle() == bundle)
                .orElseThrow(() -> new ProblemException(ApplicationsProblem.ITEM_NOT_FOUND));
    }

    private static MaterialGuide toGuide(
            ItemDefinition item, List<Material> papers, ServerHttpRequest http) {
        ObjectNode answers = answers(http);
        Language language = Language.of(http);
        return new MaterialGuide(
                papers.stream()
                        .flatMap(paper -> paper.when().stream())
                        .map(Condition::question)
                        .distinct()
                        .map(name -> toQuestion(item, name))
                        .toList(),
                papers.stream()
                        .filter(paper -> isOpen(paper, answers) || paper.appliesTo(answers))
                        .map(paper -> toPaper(paper, answers, language))
                        .toList());
    }

    private static ObjectNode answers(ServerHttpRequest http) {
        ObjectNode answers = JsonNodeFactory.instance.objectNode();
        http.getQueryParams()
                .forEach((name, texts) -> {
                    if (!name.equals(WITH)) {
                        answers.set(name, toAnswer(texts));
                    }
                });
        return answers;
    }

    private static JsonNode toAnswer(List<String> texts) {
        if (texts.size() == 1) {
            return toAnswer(texts.getFirst());
        }
        ArrayNode several = JsonNodeFactory.instance.arrayNode();
        texts.forEach(text -> several.add(toAnswer(text)));
        return several;
    }

    private static JsonNode toAnswer(String text) {
        return switch (text) {
            case "true" -> JsonNodeFactory.instance.booleanNode(true);
            case "false" -> JsonNodeFactory.instance.booleanNode(false);
            default -> JsonNodeFactory.instance.stringNode(text);
        };
    }

    private static boolean isOpen(Material paper, ObjectNode answers) {
        return paper.when().filter(condition -> !answers.has(condition.question())).isPresent();
    }

    private static Question toQuestion(ItemDefinition item, String name) {
        JsonNode schema = item.form().path("properties").path(name);
        return new Question(
                name,
                schema.path("title").asString(name),
                schema.path("enum").valueStream().map(JsonNode::asString).toList());
    }

    private static GuidePaper toPaper(Material paper, ObjectNode answers, Language language) {
        return new GuidePaper(
                paper.code(),
                language == Language.EN ? paper.name().en() : paper.name().zh(),
                paper.need(),
                paper.isAsked(),
                paper.when().map(Condition::question).filter(question -> !answers.has(question)));
    }

    /** The questions that decide, and the papers by the answers given so far. */
    record MaterialGuide(List<Question> questions, List<GuidePaper> materials) {}

    /**
     * A question.
     *
     * @param options to choose from; none means yes or no
     */
    record Question(String name, String title, List<String> options) {}

    /**
     * A paper.
     *
     * @param asked whether the resident has to bring it
     * @param dependsOn the question that has to be answered first
     */
    record GuidePaper(
            String code, String name, Need need, boolean asked, Optional<String> dependsOn) {}
}
