package city.zhanqiao.applications.casework;

import city.zhanqiao.applications.ApplicationsProblem;
import city.zhanqiao.applications.casework.CaseFile.Delivery;
import city.zhanqiao.applications.casework.CaseRecord.Moved;
import city.zhanqiao.city.IdempotencyKey;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.city.problem.FieldFault;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.web.etag.IfMatch;

import io.swagger.v3.oas.annotations.Operation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What review, decision and output do with a case. */
@RestController
class ReviewController {

    private static final String PATH = "/admin/v1/applications";

    private final OfficeActs acts;
    private final Handle handle;

    ReviewController(OfficeActs acts, Handle handle) {
        this.acts = acts;
        this.handle = handle;
    }

    @PostMapping(PATH + "/{id}/review")
    @Access(
            value = Access.By.STAFF,
            roles = Role.REVIEWER,
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(summary = "Take the case up for review")
    Mono<ResponseEntity<Moved>> review(
            @PathVariable ApplicationId id, IfMatch seen, IdempotencyKey key, Caller.Staff staff) {
        return acts.act(staff, key, "review", "", id, seen, found -> handle.takeUp(staff, found));
    }

    @PostMapping(PATH + "/{id}/second-check")
    @Access(
            value = Access.By.STAFF,
            roles = Role.REVIEWER,
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(summary = "Sign the substantive check as its second officer")
    Mono<ResponseEntity<Moved>> secondCheck(
            @PathVariable ApplicationId id, IfMatch seen, IdempotencyKey key, Caller.Staff staff) {
        return acts.beside(
                staff, key, "check", "", id, seen, found -> handle.secondCheck(staff, found));
    }

    @PostMapping(PATH + "/{id}/suspension")
    @Access(
            value = Access.By.STAFF,
            roles = Role.REVIEWER,
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(summary = "Stop the clocks for one of the eight lawful reasons")
    Mono<ResponseEntity<Moved>> suspend(
            @PathVariable ApplicationId id,
            @Valid @RequestBody SuspensionRequest request,
            IfMatch seen,
            IdempotencyKey key,
            Caller.Staff staff) {
        return acts.act(
                staff,
                key,
                "suspend",
                request,
                id,
                seen,
                found ->
                        handle.suspend(
                                staff,
                                found,
                                request.reason(),
                                request.plannedDays(),
                                request.told()));
    }

    @PostMapping(PATH + "/{id}/resumption")
    @Access(
            value = Access.By.STAFF,
            roles = Role.REVIEWER,
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(summary = "Let the clocks go on")
    Mono<ResponseEntity<Moved>> resume(
            @PathVariable ApplicationId id, IfMatch seen, IdempotencyKey key, Caller.Staff staff) {
        return acts.act(staff, key, "resume", "", id, seen, found -> handle.resume(staff, found));
    }

    @PostMapping(PATH + "/{id}/extension")
    @Access(
            value = Access.By.STAFF,
            roles = Role.HEAD,
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(summary = "Extend the legal limit, once, before it ends")
    Mono<ResponseEntity<Moved>> extend(
            @PathVariable ApplicationId id,
            @Valid @RequestBody ExtensionRequest request,
            IfMatch seen,
            IdempotencyKey key,
            Caller.Staff staff) {
        return acts.beside(
                staff,
                key,
                "extend",
                request,
                id,
                seen,
                found -> handle.extend(staff, found, request.reason()));
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
            Caller.Staff staff) {
        return acts.act(
                staff,
                key,
                "decide",
                request,
                id,
                seen,
                found ->
                        switch (request.decision()) {
                            case APPROVE -> handle.approve(staff, found);
                            case REFUSE -> handle.refuse(staff, found, request.reasonOrProblem());
                        });
    }

    @PostMapping(PATH + "/{id}/supplement")
    @Access(
            value = Access.By.STAFF,
            roles = Role.CLERK,
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(summary = "Confirm that promised papers have come")
    Mono<ResponseEntity<Moved>> supplement(
            @PathVariable ApplicationId id,
            @Valid @RequestBody SupplementRequest request,
            IfMatch seen,
            IdempotencyKey key,
            Caller.Staff staff) {
        return acts.act(
                staff,
                key,
                "supplement",
                request,
                id,
                seen,
                found -> handle.supplement(staff, found, request.papers()));
    }

    @PostMapping(PATH + "/{id}/issuance")
    @Access(
            value = Access.By.STAFF,
            roles = Role.CLERK,
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(summary = "Issue the result")
    Mono<ResponseEntity<Moved>> issue(
            @PathVariable ApplicationId id, IfMatch seen, IdempotencyKey key, Caller.Staff staff) {
        return acts.act(staff, key, "issue", "", id, seen, found -> handle.issue(staff, found));
    }

    @PostMapping(PATH + "/{id}/delivery")
    @Access(
            value = Access.By.STAFF,
            roles = Role.CLERK,
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(summary = "Hand the result, or the written refusal, over")
    Mono<ResponseEntity<Moved>> deliver(
            @PathVariable ApplicationId id,
            @Valid @RequestBody DeliveryRequest request,
            IfMatch seen,
            IdempotencyKey key,
            Caller.Staff staff) {
        return acts.act(
                staff,
                key,
                "deliver",
                request,
                id,
                seen,
                found ->
                        handle.deliver(
                                staff, found, new Delivery(request.way(), request.tracking())));
    }

    /**
     * Why the clocks stand still.
     *
     * @param reason HEARING, TENDER, AUCTION, INSPECTION, TESTING, QUARANTINE, APPRAISAL or
     *     EXPERT_REVIEW; anything else, such as a site visit, stops no clock
     * @param plannedDays working days it is to take, as told to the applicant
     */
    record SuspensionRequest(
            @NotBlank @Size(max = 40) String reason,
            @Min(1) @Max(250) int plannedDays,
            @NotBlank @Size(max = 1000) String told) {}

    /** Why the limit is extended, as told to the applicant. */
    record ExtensionRequest(@NotBlank @Size(max = 1000) String reason) {}

    /** The papers that came. */
    record SupplementRequest(@NotEmpty Set<@NotBlank String> papers) {}

    /**
     * How it is handed over.
     *
     * @param tracking number of the parcel, or the code for picking up
     */
    record DeliveryRequest(@NotNull Delivery.Way way, Optional<@Size(max = 60) String> tracking) {}

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
