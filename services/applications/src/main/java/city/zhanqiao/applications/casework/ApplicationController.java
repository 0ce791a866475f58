package city.zhanqiao.applications.casework;

import city.zhanqiao.applications.ApplicationsProblem;
import city.zhanqiao.applications.casework.CaseFile.Promise;
import city.zhanqiao.applications.casework.CaseRecord.Moved;
import city.zhanqiao.city.IdempotencyKey;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.Version;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identifier.CreditCode;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.city.problem.FieldFault;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.data.Outcomes;
import city.zhanqiao.data.database.Transactions;
import city.zhanqiao.data.idempotency.Act;
import city.zhanqiao.web.etag.Answers;
import city.zhanqiao.web.etag.IfMatch;
import city.zhanqiao.web.language.Language;

import io.swagger.v3.oas.annotations.Operation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import tools.jackson.databind.node.ObjectNode;

import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What residents do with their applications; their reading is {@link OwnCasesController}. */
@RestController
class ApplicationController {

    private static final String PATH = "/api/v1/applications";

    private final HandIn handIn;
    private final CaseAuthority authority;
    private final Cases cases;
    private final OfficeActs acts;
    private final Transactions transactions;

    ApplicationController(
            HandIn handIn,
            CaseAuthority authority,
            Cases cases,
            OfficeActs acts,
            Transactions transactions) {
        this.handIn = handIn;
        this.authority = authority;
        this.cases = cases;
        this.acts = acts;
        this.transactions = transactions;
    }

    @PostMapping(PATH)
    @ResponseStatus(HttpStatus.CREATED)
    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L2)
    @Operation(summary = "Begin a draft of an item or of a bundle")
    Mono<ResponseEntity<Moved>> draft(
            @Valid @RequestBody DraftRequest request,
            IdempotencyKey key,
            Caller.Resident resident) {
        return authority
                .toBegin(
                        resident,
                        request.code(),
                        request.actingFor().map(ResidentId::new),
                        request.creditCode())
                .flatMap(
                        Outcomes.then(applicant ->
                                acts.begin(
                                        new Act(resident, key, "begin an application", request),
                                        resident,
                                        handIn.draft(
                                                resident,
                                                applicant,
                                                request.code(),
                                                new DivisionCode(request.division()),
                                                request.with().orElse(List.of())))))
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
        return authority
                .on(resident, id)
                .flatMap(
                        Outcomes.then(known ->
                                transactions.act(
                                        cases.of(known.facts().resident(), id, seen)
                                                .flatMap(
                                                        Outcomes.then(it ->
                                                                handIn.fillIn(
                                                                        resident,
                                                                        it,
                                                                        request.form()))))))
                .map(ApplicationController::toAnswer);
    }

    @PostMapping(PATH + "/{id}/submission")
    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L2)
    @Operation(summary = "Hand the draft in; the receipt is in the answer")
    Mono<ResponseEntity<Moved>> submit(
            @PathVariable ApplicationId id,
            @Valid @RequestBody(required = false) @Nullable SubmissionRequest request,
            IfMatch seen,
            IdempotencyKey key,
            Caller.Resident resident,
            ServerHttpRequest http) {
        Optional<Promise> promise =
                Optional.ofNullable(request)
                        .flatMap(SubmissionRequest::promise)
                        .map(PromiseRequest::toPromise);
        return act(
                resident,
                key,
                "submit",
                promise,
                id,
                seen,
                it -> handIn.submit(resident, it, promise, Language.of(http).bundle()));
    }

    @PostMapping(PATH + "/{id}/correction")
    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L2)
    @Operation(summary = "Hand the correction in, once everything asked for is filled in")
    Mono<ResponseEntity<Moved>> correct(
            @PathVariable ApplicationId id,
            IfMatch seen,
            IdempotencyKey key,
            Caller.Resident resident,
            ServerHttpRequest http) {
        return act(
                resident,
                key,
                "correct",
                "",
                id,
                seen,
                it -> handIn.correct(resident, it, Language.of(http).bundle()));
    }

    @PostMapping(PATH + "/{id}/withdrawal")
    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L2)
    @Operation(summary = "Take the application back, any time before the decision")
    Mono<ResponseEntity<Moved>> withdraw(
            @PathVariable ApplicationId id,
            IfMatch seen,
            IdempotencyKey key,
            Caller.Resident resident) {
        return act(resident, key, "withdraw", "", id, seen, it -> handIn.withdraw(resident, it));
    }

    private Mono<ResponseEntity<Moved>> act(
            Caller.Resident resident,
            IdempotencyKey key,
            String verb,
            Object content,
            ApplicationId id,
            IfMatch seen,
            Function<Application, Mono<Outcome<Moved, Refusal>>> step) {
        return authority
                .on(resident, id)
                .flatMap(
                        Outcomes.then(known ->
                                acts.step(
                                        new Act(
                                                resident,
                                                key,
                                                verb + " application " + id,
                                                content),
                                        resident,
                                        cases.of(known.facts().resident(), id, seen),
                                        step)))
                .map(ApplicationController::toAnswer);
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
     * What a draft begins with: an item, or a bundle with the optional members that are wanted.
     *
     * @param division street or community where the applicant lives
     * @param with places of optional members, such as {@code A8}
     * @param actingFor for whom, where it is not the caller: a child under 14, or who gave
     *     authority
     * @param firm credit code, where a firm applies and the caller is its agent
     */
    record DraftRequest(
            Optional<@Size(min = 1, max = 60) String> item,
            Optional<@Size(min = 1, max = 60) String> bundle,
            @NotNull @Pattern(regexp = "\\d{6}|\\d{12}") String division,
            Optional<List<@NotBlank String>> with,
            Optional<@Pattern(regexp = "[\\x21-\\x7e]{1,100}") String> actingFor,
            Optional<@Size(min = 18, max = 18) String> firm) {

        Optional<CreditCode> creditCode() {
            return firm.map(Firms::parse);
        }

        /** Exactly one of the two. */
        String code() {
            if (item.isPresent() == bundle.isPresent()) {
                throw new ProblemException(ApplicationsProblem.ITEM_UNKNOWN)
                        .withFaults(List.of(new FieldFault("/item", "required", "")));
            }
            return item.or(() -> bundle).orElseThrow();
        }
    }

    /**
     * What goes with a submission.
     *
     * @param promise for papers that follow later (容缺承诺)
     */
    record SubmissionRequest(Optional<@Valid PromiseRequest> promise) {}

    /** Which papers follow, and by when; sending it signs it. */
    record PromiseRequest(@NotEmpty List<@NotBlank String> papers, @NotNull LocalDate until) {
        Promise toPromise() {
            return new Promise(papers, until);
        }
    }

    /**
     * What is filled in.
     *
     * @param form by the item's schema; may be incomplete while it is a draft
     */
    record FormRequest(@NotNull ObjectNode form) {}
}
