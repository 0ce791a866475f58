package city.zhanqiao.notifications.template;

import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.notifications.NotificationsProblem;
import city.zhanqiao.web.language.Language;

import io.swagger.v3.oas.annotations.Operation;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lets staff read what residents are told, with made-up facts. */
@RestController
class TemplateController {

    private static final String PATH = "/admin/v1/templates";

    private final Templates templates;

    TemplateController(Templates templates) {
        this.templates = templates;
    }

    @GetMapping(PATH)
    @Access(
            value = Access.By.STAFF,
            roles = {Role.PUBLISHER, Role.SUPERVISOR, Role.SYSTEM_ADMIN},
            reach = Access.Reach.ALL)
    @Operation(summary = "All words and their versions")
    Mono<TemplateList> list(Caller.Staff staff) {
        return Mono.fromSupplier(
                () -> new TemplateList(templates.all().map(TemplateController::toLine).toList()));
    }

    @GetMapping(PATH + "/{code}")
    @Access(
            value = Access.By.STAFF,
            roles = {Role.PUBLISHER, Role.SUPERVISOR, Role.SYSTEM_ADMIN},
            reach = Access.Reach.ALL)
    @Operation(
            summary =
                    "What residents read in each language and on each channel, with made-up facts;"
                            + " the newest version unless another is asked for")
    Mono<Preview> preview(
            @PathVariable String code,
            @RequestParam Optional<Integer> version,
            Caller.Staff staff) {
        return Mono.justOrEmpty(find(code, version))
                .switchIfEmpty(
                        Mono.error(() ->
                                new ProblemException(NotificationsProblem.TEMPLATE_NOT_FOUND)))
                .map(TemplateController::toPreview);
    }

    private Optional<Template> find(String code, Optional<Integer> version) {
        return templates
                .all()
                .filter(one -> one.code().equals(code))
                .filter(one -> version.map(wanted -> wanted == one.version()).orElse(true))
                .reduce((earlier, later) -> later);
    }

    private static TemplateLine toLine(Template template) {
        return new TemplateLine(
                template.code(), template.version(), template.kind(), template.status());
    }

    private static Preview toPreview(Template template) {
        Map<String, String> facts = new HashMap<>();
        template.facts().forEach((name, fact) -> facts.put(name, madeUp(name, fact.type())));
        return new Preview(
                template.code(),
                template.version(),
                template.kind(),
                Arrays.stream(Language.values())
                        .map(language -> toWords(template, language, facts))
                        .toList());
    }

    private static PreviewWords toWords(
            Template template, Language language, Map<String, String> facts) {
        Template.Words inbox = template.inbox(language, facts);
        Template.Words push = template.push(language, facts);
        return new PreviewWords(
                language.tag(), inbox.title(), inbox.body(), push.title(), push.body());
    }

    private static String madeUp(String name, FactType type) {
        return switch (type) {
            case TEXT -> "〔%s〕".formatted(name);
            case DATE -> "2030-01-02";
            case TIME -> "2030-01-02T01:30:00Z";
        };
    }

    record TemplateList(List<TemplateLine> items) {}

    record TemplateLine(String code, int version, Kind kind, Status status) {}

    record Preview(String code, int version, Kind kind, List<PreviewWords> words) {}

    /**
     * The words of one language.
     *
     * @param pushTitle of pushes and text messages alike
     */
    record PreviewWords(
            String language, String title, String body, String pushTitle, String pushText) {}
}
