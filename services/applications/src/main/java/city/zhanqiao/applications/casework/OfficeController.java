package city.zhanqiao.applications.casework;

import city.zhanqiao.applications.ApplicationsProblem;
import city.zhanqiao.applications.casework.Application.State;
import city.zhanqiao.applications.casework.CaseRecord.Moved;
import city.zhanqiao.applications.casework.CaseViews.CaseList;
import city.zhanqiao.applications.casework.CaseViews.CaseView;
import city.zhanqiao.applications.person.People;
import city.zhanqiao.city.IdempotencyKey;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.Version;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.city.problem.FieldFault;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.data.Outcomes;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.idempotency.Act;
import city.zhanqiao.data.idempotency.Idempotency;
import city.zhanqiao.web.etag.Answers;
import city.zhanqiao.web.etag.IfMatch;
import city.zhanqiao.web.language.Language;
import city.zhanqiao.web.page.Paging;

import io.swagger.v3.oas.annotations.Operation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What the office sees and does: the cases of the own department in the own district. */
@RestController
class OfficeController {

    private static final String PATH = "/admin/v1/applications";

    private final HandIn handIn;
    private final Handle handle;
    private final Cases cases;
    private final CaseViews views;
    private final People people;
    private final Idempotency idempotency;
    private final AuditLog audit;

    OfficeController(
            HandIn handIn,
            Handle handle,
            Cases cases,
            CaseViews views,
            People people,
            Idempotency idempotency,
            AuditLog audit) {
        this.handIn = handIn;
        this.handle = handle;
        this.cases = cases;
        this.views = views;
        this.people = people;
        this.idempotency = idempotency;
        this.audit = audit;
    }

    @GetMapping(PATH)
    @Access(
            value = Access.By.STAFF,
            roles = {Role.CLERK, Role.REVIEWER, Role.DECIDER, Role.HEAD, Role.SUPERVISOR},
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(summary = "The office's inbox, oldest first")
    Mono<CaseList> inbox(
            @RequestParam Optional<State> state,
            Paging paging,
            Caller.Staff staff,
            ServerHttpRequest http) {
        return views.inbox(
                staff, state.filter(asked -> asked != State.DRAFT), paging, Language.of(http));
    }

    @GetMapping(PATH + "/{id}")
    @Access(
            value = Access.By.STAFF,
            roles = {Role.CLERK, Role.REVIEWER, Role.DECIDER, Role.HEAD, Role.SUPERVISOR},
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(summary = "One case with its form; the reading is recorded")
    Mono<ResponseEntity<CaseView>> one(
            @PathVariable ApplicationId id, Caller.Staff staff, ServerHttpRequest http) {
        return cases.ofOffice(staff, id)
                .map(found -> found.orElseThrow(RefusalProblems::toProblem))
                .flatMap(found -> noteReading(staff, found).thenReturn(found))
                .flatMap(found -> views.track(found, Language.of(http)))
                .map(view -> Answers.ok(new Version(view.version()), view));
    }

    @PostMapping(PATH)
    @Access(
            value = Access.By.STAFF,
            roles = Role.CLERK,
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(summary = "Take a case in at a window, for a resident whose identity was checked")
    Mono<ResponseEntity<Moved>> takeIn(
            @Valid @RequestBody WindowRequest request,
            IdempotencyKey key,
            Caller.Staff clerk,
            ServerHttpRequest http) {
        return people.identify(request.realName(), request.residentNumber())
                .map(identified ->
                        identified.orElseThrow(unknown ->
                                new ProblemException(ApplicationsProblem.APPLICANT_NOT_IDENTIFIED)))
                .flatMap(resident ->
                        idempotency.once(
                                new Act(clerk, key, "take a case in at a window", request),
                                Moved.class,
                                handIn.takeIn(
                                        clerk,
                                        resident,
                                        request.item(),
                                        new DivisionCode(request.division()),
                                        request.form(),
                                        Language.of(http).bundle())))
                .map(outcome -> ApplicationController.toCreated(outcome, PATH));
    }

    @PostMapping(PATH + "/{id}/acceptance")
    @Access(
            value = Access.By.STAFF,
            roles = Role.CLERK,
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(summary = "Accept the case; the promise begins to run")
    Mono<ResponseEntity<Moved>> accept(
            @PathVariable ApplicationId id, IfMatch seen, IdempotencyKey key, Caller.Staff clerk) {
        return act(
                new Act(clerk, key, "accept application " + id, ""),
                clerk,
                id,
                seen,
                found -> handle.accept(clerk, found));
    }

    @PostMapping(PATH + "/{id}/review")
    @Access(
            value = Access.By.STAFF,
            roles = Role.REVIEWER,
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(summary = "Take the case up for review")
    Mono<ResponseEntity<Moved>> review(
            @PathVariable ApplicationId id,
            IfMatch seen,
            IdempotencyKey key,
            Caller.Staff reviewer) {
        return act(
                new Act(reviewer, key, "review application " + id, ""),
                reviewer,
                id,
                seen,
                found -> handle.takeUp(reviewer, found));
    }

    @PostMapping(PATH + "/{id}/decision")
    @Access(
            value = Access.By.STAFF,
            roles = Role.DECIDER,
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(summary = "Approve, or refuse with the reason")
    Mono<ResponseEntity<Moved>> decide(
            @PathVariable ApplicationId id,
            @Valid @RequestBody DecisionRequest request,
            IfMatch seen,
            IdempotencyKey key,
            Caller.Staff decider) {
        return act(
                new Act(decider, key, "decide application " + id, request),
                decider,
                id,
                seen,
                found ->
                        switch (request.decision()) {
                            case APPROVE -> handle.approve(decider, found);
                            case REFUSE -> handle.refuse(decider, found, request.reasonOrProblem());
                        });
    }

    @PostMapping(PATH + "/{id}/issuance")
    @Access(
            value = Access.By.STAFF,
            roles = Role.CLERK,
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(summary = "Issue the result")
    Mono<ResponseEntity<Moved>> issue(
            @PathVariable ApplicationId id, IfMatch seen, IdempotencyKey key, Caller.Staff clerk) {
        return act(
                new Act(clerk, key, "issue application " + id, ""),
                clerk,
                id,
                seen,
                found -> handle.issue(clerk, found));
    }

    private Mono<ResponseEntity<Moved>> act(
            Act act,
            Caller.Staff staff,
            ApplicationId id,
            IfMatch seen,
            Function<Application, Mono<Outcome<Moved, Refusal>>> step) {
        return idempotency
                .once(
                        act,
                        Moved.class,
                        cases.ofOffice(staff, id, seen).flatMap(Outcomes.then(step)))
                .map(ApplicationController::toAnswer);
    }

    private Mono<Void> noteReading(Caller.Staff staff, Application found) {
        return audit.add(
                AuditEntry.read(
                        staff,
                        "application.read",
                        found.facts().id().toString(),
                        found.facts().resident(),
                        "handling"));
    }

    /**
     * A case handed in at a window.
     *
     * @param realName as on the document that the clerk has checked
     * @param residentNumber as on the document
     */
    record WindowRequest(
            @NotBlank String item,
            @NotNull @Pattern(regexp = "\\d{6}|\\d{12}") String division,
            @NotBlank @Size(max = 60) String realName,
            @NotBlank @Size(max = 18) String residentNumber,
            @NotNull ObjectNode form) {

        /** Hides the person from logs. */
        @Override
        public String toString() {
            return "WindowRequest[item=%s, division=%s]".formatted(item, division);
        }
    }

    /**
     * A decision.
     *
     * @param reason needed for a refusal (行政许可法 §38)
     */
    record DecisionRequest(@NotNull Decision decision, Optional<@Size(max = 1000) String> reason) {

        enum Decision {
            APPROVE,
            REFUSE
        }

        String reasonOrProblem() {
            return reason.filter(text -> !text.isBlank())
                    .orElseThrow(() ->
                            new ProblemException(ApplicationsProblem.REASON_MISSING)
                                    .withFaults(
                                            List.of(new FieldFault("/reason", "required", ""))));
        }
    }
}
