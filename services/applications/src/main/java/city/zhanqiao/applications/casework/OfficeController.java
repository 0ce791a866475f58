package city.zhanqiao.applications.casework;

import city.zhanqiao.applications.casework.CaseViews.CaseView;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.Version;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.web.etag.Answers;
import city.zhanqiao.web.language.Language;

import io.swagger.v3.oas.annotations.Operation;

import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

/** One case as the office sees it, and the window where cases are handed in. */
@RestController
class OfficeController {

    private static final String PATH = "/admin/v1/applications";

    private final Cases cases;
    private final CaseViews views;
    private final AuditLog audit;

    OfficeController(Cases cases, CaseViews views, AuditLog audit) {
        this.cases = cases;
        this.views = views;
        this.audit = audit;
    }

    @GetMapping(PATH + "/{id}")
    @Access(
            value = Access.By.STAFF,
            roles = {Role.CLERK, Role.REVIEWER, Role.DECIDER, Role.HEAD, Role.SUPERVISOR},
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(
            summary = "One case with its form; the reading is recorded",
            description =
                    "Who took it in for another office, and the government's office, follow its"
                            + " track without the form.")
    Mono<ResponseEntity<CaseView>> one(
            @PathVariable ApplicationId id, Caller.Staff staff, ServerHttpRequest http) {
        return cases.ofOffice(staff, id)
                .flatMap(found ->
                        switch (found) {
                            case Outcome.Done<Application, Refusal>(Application it) ->
                                    noteReading(staff, it, "handling")
                                            .then(views.track(it, Language.of(http)));
                            case Outcome.Refused<Application, Refusal>(Refusal why) ->
                                    follow(staff, id, Language.of(http))
                                            .switchIfEmpty(
                                                    Mono.error(
                                                            () -> RefusalProblems.toProblem(why)));
                        })
                .map(view -> Answers.ok(new Version(view.version()), view));
    }

    private Mono<CaseView> follow(Caller.Staff staff, ApplicationId id, Language language) {
        return cases.toFollow(staff, id)
                .flatMap(it ->
                        noteReading(staff, it, "following")
                                .then(views.track(it, language))
                                .map(CaseView::withoutForm));
    }

    private Mono<Void> noteReading(Caller.Staff staff, Application found, String purpose) {
        return audit.add(
                AuditEntry.read(
                        staff,
                        "application.read",
                        found.facts().id().toString(),
                        found.facts().resident(),
                        purpose));
    }
}
