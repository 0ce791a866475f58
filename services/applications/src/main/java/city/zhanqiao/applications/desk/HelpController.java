package city.zhanqiao.applications.desk;

import city.zhanqiao.applications.ApplicationsProblem;
import city.zhanqiao.applications.casework.Application;
import city.zhanqiao.applications.casework.ApplicationId;
import city.zhanqiao.applications.casework.CaseAccess;
import city.zhanqiao.applications.desk.HelpRequests.HelpRequest;
import city.zhanqiao.city.IdempotencyKey;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.department.DepartmentCode;
import city.zhanqiao.city.department.Departments;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.data.audit.AuditEntry;
import city.zhanqiao.data.audit.AuditLog;
import city.zhanqiao.data.idempotency.Act;
import city.zhanqiao.data.idempotency.Idempotency;
import city.zhanqiao.web.page.Cursor;
import city.zhanqiao.web.page.Paging;

import io.swagger.v3.oas.annotations.Operation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Questions to other departments and their answers. */
@RestController
class HelpController {

    private static final String PATH = "/admin/v1/applications";

    private final CaseAccess cases;
    private final HelpRequests requests;
    private final AuditLog audit;
    private final Idempotency idempotency;

    HelpController(
            CaseAccess cases, HelpRequests requests, AuditLog audit, Idempotency idempotency) {
        this.cases = cases;
        this.requests = requests;
        this.audit = audit;
        this.idempotency = idempotency;
    }

    @PostMapping(PATH + "/{id}/help-requests")
    @ResponseStatus(HttpStatus.CREATED)
    @Access(
            value = Access.By.STAFF,
            roles = {Role.CLERK, Role.REVIEWER, Role.DECIDER, Role.HEAD},
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(summary = "Ask another department for help; the clocks run on")
    Mono<HelpRequest> ask(
            @PathVariable ApplicationId id,
            @Valid @RequestBody QuestionRequest request,
            IdempotencyKey key,
            Caller.Staff staff) {
        DepartmentCode whom = new DepartmentCode(request.department());
        if (Departments.ofQingdao().find(whom).isEmpty()) {
            return Mono.error(new ProblemException(ApplicationsProblem.DEPARTMENT_UNKNOWN));
        }
        return idempotency
                .<HelpRequest, ProblemException>once(
                        new Act(staff, key, "ask for help with application " + id, request),
                        HelpRequest.class,
                        cases.ofOffice(staff, id)
                                .flatMap(found -> asked(found, staff, whom, request.question()))
                                .map(Outcome::done))
                .map(outcome -> outcome.orElseThrow(told -> told));
    }

    private Mono<HelpRequest> asked(
            Application found, Caller.Staff staff, DepartmentCode whom, String question) {
        return requests.ask(found, staff, whom, question)
                .delayUntil(asked ->
                        audit.add(
                                AuditEntry.done(
                                        staff,
                                        "application.ask-for-help",
                                        found.facts().id().toString(),
                                        found.facts().resident())));
    }

    @GetMapping(PATH + "/{id}/help-requests")
    @Access(
            value = Access.By.STAFF,
            roles = {Role.CLERK, Role.REVIEWER, Role.DECIDER, Role.HEAD, Role.SUPERVISOR},
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(summary = "What was asked about the case, and the answers")
    Mono<HelpList> ofCase(@PathVariable ApplicationId id, Caller.Staff staff) {
        return cases.ofOffice(staff, id)
                .flatMap(found -> requests.listOf(id).collectList())
                .map(found -> new HelpList(found, Optional.empty()));
    }

    @GetMapping(PATH + "/help-requests")
    @Access(
            value = Access.By.STAFF,
            roles = {Role.CLERK, Role.REVIEWER, Role.DECIDER, Role.HEAD},
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(summary = "What other departments ask this office, oldest first")
    Mono<HelpList> before(Paging paging, Caller.Staff staff) {
        return requests.listBefore(staff, paging.cursor().map(at -> at.uuid(0)), paging.limit())
                .collectList()
                .map(found ->
                        new HelpList(
                                found,
                                found.size() < paging.limit()
                                        ? Optional.empty()
                                        : Optional.of(Cursor.of(found.getLast().id()))));
    }

    @PostMapping(PATH + "/help-requests/{request}/answer")
    @Access(
            value = Access.By.STAFF,
            roles = {Role.CLERK, Role.REVIEWER, Role.DECIDER, Role.HEAD},
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(summary = "Answer another department, once")
    Mono<HelpRequest> answer(
            @PathVariable UUID request,
            @Valid @RequestBody AnswerRequest body,
            IdempotencyKey key,
            Caller.Staff staff) {
        return idempotency
                .<HelpRequest, ProblemException>once(
                        new Act(staff, key, "answer help request " + request, body),
                        HelpRequest.class,
                        requests.answer(staff, request, body.answer())
                                .flatMap(done -> done ? requests.find(request) : absent(request))
                                .delayUntil(done ->
                                        audit.add(
                                                AuditEntry.done(
                                                        staff,
                                                        "application.help",
                                                        done.application().toString())))
                                .map(Outcome::done))
                .map(outcome -> outcome.orElseThrow(told -> told));
    }

    /** Answered before, or nothing that this office may know of. */
    private Mono<HelpRequest> absent(UUID request) {
        return requests.find(request)
                .filter(found -> found.answer().isPresent())
                .flatMap(found ->
                        Mono.<HelpRequest>error(
                                new ProblemException(ApplicationsProblem.HELP_ALREADY_GIVEN)))
                .switchIfEmpty(
                        Mono.error(() ->
                                new ProblemException(ApplicationsProblem.HELP_REQUEST_NOT_FOUND)));
    }

    /** A page of questions. */
    record HelpList(List<HelpRequest> items, Optional<Cursor> next) {}

    /**
     * What is asked.
     *
     * @param department whom
     */
    record QuestionRequest(
            @NotNull @Pattern(regexp = "[a-z][a-z0-9-]{1,40}") String department,
            @NotBlank @Size(max = 2000) String question) {
        /** Hides the words from logs. */
        @Override
        public String toString() {
            return "QuestionRequest[department=%s]".formatted(department);
        }
    }

    /** The answer. */
    record AnswerRequest(@NotBlank @Size(max = 4000) String answer) {
        /** Hides the words from logs. */
        @Override
        public String toString() {
            return "AnswerRequest[hidden]";
        }
    }
}
