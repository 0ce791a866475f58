package city.zhanqiao.applications.desk;

import city.zhanqiao.applications.ApplicationsProblem;
import city.zhanqiao.applications.IfThere;
import city.zhanqiao.applications.casework.Application;
import city.zhanqiao.applications.casework.ApplicationId;
import city.zhanqiao.applications.casework.CaseAccess;
import city.zhanqiao.applications.casework.Receipt;
import city.zhanqiao.applications.desk.ReplyTemplates.ReplyTemplate;
import city.zhanqiao.applications.item.Items;
import city.zhanqiao.city.department.Department;
import city.zhanqiao.city.department.Departments;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.web.etag.Answers;
import city.zhanqiao.web.etag.IfMatch;
import city.zhanqiao.web.problem.CommonProblem;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The words that a department's offices use often. */
@RestController
class ReplyTemplateController {

    private static final String PATH = "/admin/v1/applications/reply-templates";
    private static final String CODE = "[a-z][a-z0-9-]{1,40}";

    private final CaseAccess cases;
    private final Items items;
    private final ReplyTemplates templates;
    private final AuditLog audit;
    private final Transactions transactions;

    ReplyTemplateController(
            CaseAccess cases,
            Items items,
            ReplyTemplates templates,
            AuditLog audit,
            Transactions transactions) {
        this.cases = cases;
        this.items = items;
        this.templates = templates;
        this.audit = audit;
        this.transactions = transactions;
    }

    @GetMapping(PATH)
    @Access(
            value = Access.By.STAFF,
            roles = {Role.CLERK, Role.REVIEWER, Role.DECIDER, Role.HEAD},
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(summary = "Reply templates of the department; filled in, if a case is named")
    Mono<TemplateList> list(@RequestParam Optional<ApplicationId> application, Caller.Staff staff) {
        return application
                .map(id -> cases.ofOffice(staff, id).map(this::facts))
                .orElseGet(() -> Mono.just(Map.of()))
                .flatMap(facts ->
                        templates
                                .listOf(staff.department())
                                .map(template -> toView(template, facts))
                                .collectList())
                .map(TemplateList::new);
    }

    @PutMapping(PATH + "/{code}")
    @Access(
            value = Access.By.STAFF,
            roles = Role.HEAD,
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(
            summary = "Write a reply template; {receiptNumber}, {title}, {office} are filled in",
            parameters =
                    @Parameter(
                            in = ParameterIn.HEADER,
                            name = "If-Match",
                            description = "ETag of the one that is replaced; none for a new one",
                            schema = @Schema(type = "string")))
    @ApiResponse(responseCode = "200", description = "The template as it is now")
    @ApiResponse(responseCode = "412", description = "Another version than the caller saw")
    @ApiResponse(responseCode = "428", description = "There is one that the caller did not name")
    Mono<ResponseEntity<TemplateView>> put(
            @PathVariable @Pattern(regexp = CODE) String code,
            @Valid @RequestBody TemplateRequest request,
            Caller.Staff head,
            ServerHttpRequest http) {
        IfThere seen = IfThere.of(http.getHeaders());
        return transactions
                .run(
                        written(head, code, request, seen)
                                .delayUntil(kept -> audit(head, "reply-template.write", code)))
                .map(kept -> Answers.ok(kept.version(), toView(kept, Map.of())));
    }

    private Mono<ReplyTemplate> written(
            Caller.Staff head, String code, TemplateRequest request, IfThere seen) {
        return templates
                .find(head.department(), code)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .doOnNext(there -> seen.check(there.map(ReplyTemplate::version)))
                .flatMap(there ->
                        there.isPresent()
                                ? templates.change(head, code, request.title(), request.text())
                                : templates.add(head, code, request.title(), request.text()))
                .switchIfEmpty(Mono.error(() -> new ProblemException(CommonProblem.STALE_VERSION)));
    }

    @DeleteMapping(PATH + "/{code}")
    @Access(
            value = Access.By.STAFF,
            roles = Role.HEAD,
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(summary = "Remove a reply template")
    Mono<ResponseEntity<Void>> remove(@PathVariable String code, IfMatch seen, Caller.Staff head) {
        return transactions
                .run(
                        templates
                                .find(head.department(), code)
                                .switchIfEmpty(
                                        Mono.error(() ->
                                                new ProblemException(
                                                        ApplicationsProblem
                                                                .REPLY_TEMPLATE_NOT_FOUND)))
                                .doOnNext(there ->
                                        new IfThere(Optional.of(seen))
                                                .check(Optional.of(there.version())))
                                .delayUntil(there -> templates.remove(head.department(), code))
                                .delayUntil(there -> audit(head, "reply-template.remove", code)))
                .map(removed -> ResponseEntity.noContent().build());
    }

    private Mono<Void> audit(Caller.Staff head, String action, String code) {
        return audit.add(AuditEntry.done(head, action, head.department().value() + "/" + code));
    }

    private Map<String, String> facts(Application it) {
        return Map.of(
                "receiptNumber",
                it.receipt().map(Receipt::number).orElse(""),
                "title",
                items.pinned(it.facts().item(), it.facts().itemVersion()).title().zh(),
                "office",
                Departments.ofQingdao()
                        .find(it.facts().department())
                        .map(Department::name)
                        .orElse(it.facts().department().value()));
    }

    private static TemplateView toView(ReplyTemplate template, Map<String, String> facts) {
        return new TemplateView(
                template.code(),
                template.version().number(),
                template.title(),
                template.filledIn(facts));
    }

    record TemplateList(List<TemplateView> items) {}

    /**
     * A template, or the text made of it.
     *
     * @param version for {@code If-Match}
     */
    record TemplateView(String code, long version, String title, String text) {}

    /** What is written. */
    record TemplateRequest(
            @NotBlank @Size(max = 60) String title, @NotBlank @Size(max = 2000) String text) {}
}
