package city.zhanqiao.applications.casework;

import city.zhanqiao.applications.casework.CaseRecord.Moved;
import city.zhanqiao.applications.casework.CaseViews.CaseList;
import city.zhanqiao.applications.casework.CaseViews.CaseView;
import city.zhanqiao.city.IdempotencyKey;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.Version;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.data.Outcomes;
import city.zhanqiao.data.database.Transactions;
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

import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import tools.jackson.databind.node.ObjectNode;

import java.net.URI;

/** A resident's own applications. */
@RestController
class ApplicationController {

    private static final String PATH = "/api/v1/applications";

    private final HandIn handIn;
    private final Cases cases;
    private final CaseViews views;
    private final Idempotency idempotency;
    private final Transactions transactions;

    ApplicationController(
            HandIn handIn,
            Cases cases,
            CaseViews views,
            Idempotency idempotency,
            Transactions transactions) {
        this.handIn = handIn;
        this.cases = cases;
        this.views = views;
        this.idempotency = idempotency;
        this.transactions = transactions;
    }

    @PostMapping(PATH)
    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L2)
    @Operation(summary = "Begin a draft")
    Mono<ResponseEntity<Moved>> draft(
            @Valid @RequestBody DraftRequest request,
            IdempotencyKey key,
            Caller.Resident resident) {
        return idempotency
                .once(
                        new Act(resident, key, "begin an application", request),
                        Moved.class,
                        handIn.draft(
                                resident, request.item(), new DivisionCode(request.division())))
                .map(outcome -> toCreated(outcome, PATH));
    }

    @PutMapping(PATH + "/{id}/form")
    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L2)
    @Operation(summary = "Save what is filled in so far")
    Mono<ResponseEntity<Moved>> fillIn(
            @PathVariable ApplicationId id,
            @Valid @RequestBody FormRequest request,
            IfMatch seen,
            Caller.Resident resident) {
        return transactions
                .act(
                        cases.draftOf(resident, id, seen)
                                .flatMap(
                                        Outcomes.then(draft ->
                                                handIn.fillIn(resident, draft, request.form()))))
                .map(ApplicationController::toAnswer);
    }

    @PostMapping(PATH + "/{id}/submission")
    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L2)
    @Operation(summary = "Hand the draft in; the receipt is in the answer")
    Mono<ResponseEntity<Moved>> submit(
            @PathVariable ApplicationId id,
            IfMatch seen,
            IdempotencyKey key,
            Caller.Resident resident,
            ServerHttpRequest http) {
        return idempotency
                .once(
                        new Act(resident, key, "submit application " + id, ""),
                        Moved.class,
                        cases.draftOf(resident, id, seen)
                                .flatMap(
                                        Outcomes.then(draft ->
                                                handIn.submit(
                                                        resident,
                                                        draft,
                                                        Language.of(http).bundle()))))
                .map(ApplicationController::toAnswer);
    }

    @GetMapping(PATH)
    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L2)
    @Operation(summary = "My applications, newest first")
    Mono<CaseList> list(Paging paging, Caller.Resident resident, ServerHttpRequest http) {
        return views.listOf(resident, paging, Language.of(http));
    }

    @GetMapping(PATH + "/{id}")
    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L2)
    @Operation(summary = "One application: state, timeline, when it is due")
    Mono<ResponseEntity<CaseView>> one(
            @PathVariable ApplicationId id, Caller.Resident resident, ServerHttpRequest http) {
        return cases.ofResident(resident, id)
                .map(found -> found.orElseThrow(RefusalProblems::toProblem))
                .flatMap(found -> views.track(found, Language.of(http)))
                .map(view -> Answers.ok(new Version(view.version()), view));
    }

    private static Moved orProblem(Outcome<Moved, Refusal> outcome) {
        return outcome.orElseThrow(RefusalProblems::toProblem);
    }

    static ResponseEntity<Moved> toAnswer(Outcome<Moved, Refusal> outcome) {
        Moved moved = orProblem(outcome);
        return Answers.ok(new Version(moved.version()), moved);
    }

    static ResponseEntity<Moved> toCreated(Outcome<Moved, Refusal> outcome, String path) {
        Moved moved = orProblem(outcome);
        return Answers.created(
                URI.create(path + "/" + moved.id()), new Version(moved.version()), moved);
    }

    /**
     * What a draft begins with.
     *
     * @param item short code of the item
     * @param division street or community where the applicant lives
     */
    record DraftRequest(
            @NotBlank String item, @NotNull @Pattern(regexp = "\\d{6}|\\d{12}") String division) {}

    /**
     * What is filled in.
     *
     * @param form by the item's schema; may be incomplete while it is a draft
     */
    record FormRequest(@NotNull ObjectNode form) {}
}
