package city.zhanqiao.notices.template;

import city.zhanqiao.city.IdempotencyKey;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.city.problem.FieldFault;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.notices.NoticesProblem;
import city.zhanqiao.notices.notice.Content;
import city.zhanqiao.notices.notice.ContentRequest.PlaceRequest;
import city.zhanqiao.notices.notice.ContentRequest.TargetRequest;
import city.zhanqiao.notices.notice.Drafts;
import city.zhanqiao.notices.notice.NewDraft;

import io.swagger.v3.oas.annotations.Operation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Templates for publishers. */
@RestController
class TemplateController {

    private static final String PATH = "/admin/v1/notices/templates";

    private final NoticeTemplates templates;
    private final Drafts drafts;

    TemplateController(NoticeTemplates templates, Drafts drafts) {
        this.templates = templates;
        this.drafts = drafts;
    }

    @GetMapping(PATH)
    @Access(value = Access.By.STAFF, roles = Role.PUBLISHER, reach = Access.Reach.ALL)
    @Operation(summary = "Templates, of one kind or of all")
    Mono<TemplateList> list(@RequestParam Optional<Content.Kind> kind, Caller.Staff staff) {
        return Mono.fromSupplier(() ->
                new TemplateList(
                        templates.all().stream()
                                .filter(one -> kind.map(one.kind()::equals).orElse(true))
                                .toList()));
    }

    @PostMapping(PATH + "/{code}/draft")
    @ResponseStatus(HttpStatus.CREATED)
    @Access(value = Access.By.STAFF, roles = Role.PUBLISHER, reach = Access.Reach.ALL)
    @Operation(summary = "Begin a draft from a template by filling in its blanks")
    Mono<ResponseEntity<NewDraft>> begin(
            @PathVariable String code,
            @Valid @RequestBody FillingRequest request,
            IdempotencyKey key,
            Caller.Staff writer) {
        return Mono.fromSupplier(() -> toContent(code, request))
                .flatMap(content -> drafts.begin(writer, key, "fill in template " + code, content))
                .map(made ->
                        ResponseEntity.created(URI.create("/admin/v1/notices/" + made.id()))
                                .body(made));
    }

    private Content toContent(String code, FillingRequest request) {
        NoticeTemplate template =
                templates
                        .find(code)
                        .orElseThrow(() -> new ProblemException(NoticesProblem.TEMPLATE_NOT_FOUND));
        return new Content(
                template.kind(),
                request.severity().orElse(template.severity()),
                request.urgency().orElse(template.urgency()),
                request.certainty().orElse(template.certainty()),
                template.fill(request.values()).orElseThrow(TemplateController::open),
                request.target().toTarget(),
                request.validFrom(),
                request.validUntil(),
                request.place().map(PlaceRequest::toPlace),
                List.of(),
                false);
    }

    private static ProblemException open(List<FieldFault> faults) {
        return new ProblemException(NoticesProblem.TEMPLATE_BLANKS_OPEN, faults.size())
                .withFaults(faults);
    }

    /** The templates. */
    record TemplateList(List<NoticeTemplate> items) {}

    /**
     * What is filled in.
     *
     * @param values by language tag and name of the blank; only these languages are written
     * @param severity absent: the template's; so with urgency and certainty
     */
    record FillingRequest(
            @NotNull @Size(max = 5)
                    Map<String, @NotNull Map<String, @Size(max = 300) String>> values,
            @Valid @NotNull TargetRequest target,
            @NotNull Instant validFrom,
            @NotNull Instant validUntil,
            Optional<@Valid PlaceRequest> place,
            Optional<Content.Severity> severity,
            Optional<Content.Urgency> urgency,
            Optional<Content.Certainty> certainty) {}
}
