package city.zhanqiao.applications.rating;

import city.zhanqiao.applications.casework.ApplicationId;
import city.zhanqiao.applications.casework.CaseAccess;
import city.zhanqiao.applications.rating.Rating.Aspect;
import city.zhanqiao.city.IdempotencyKey;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.data.idempotency.Act;
import city.zhanqiao.data.idempotency.Idempotency;
import city.zhanqiao.web.page.Paging;

import io.swagger.v3.oas.annotations.Operation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
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
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Rating a case, and following bad ratings up. */
@RestController
class RatingController {

    private static final String FOLLOW_UP = "/admin/v1/applications/ratings";

    private final CaseAccess cases;
    private final Rate rate;
    private final Ratings ratings;
    private final Idempotency idempotency;

    RatingController(CaseAccess cases, Rate rate, Ratings ratings, Idempotency idempotency) {
        this.cases = cases;
        this.rate = rate;
        this.ratings = ratings;
        this.idempotency = idempotency;
    }

    @PostMapping("/api/v1/applications/{id}/rating")
    @ResponseStatus(HttpStatus.CREATED)
    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L2)
    @Operation(summary = "Rate how a case was handled, once, within five working days of its end")
    Mono<Rating> rate(
            @PathVariable ApplicationId id,
            @Valid @RequestBody RatingRequest request,
            IdempotencyKey key,
            Caller.Resident resident) {
        return cases.ofResident(resident, id)
                .flatMap(found ->
                        idempotency.<Rating, ProblemException>once(
                                new Act(resident, key, "rate application " + id, request),
                                Rating.class,
                                Mono.defer(() ->
                                                rate.rate(
                                                        resident,
                                                        found,
                                                        request.level(),
                                                        request.scores().orElse(Map.of()),
                                                        request.comment()))
                                        .map(Outcome::done)))
                .map(outcome -> outcome.orElseThrow(told -> told));
    }

    @GetMapping(FOLLOW_UP)
    @Access(
            value = Access.By.STAFF,
            roles = {Role.HEAD, Role.SUPERVISOR},
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(summary = "Bad ratings to follow up, most urgent first; none of one's own work")
    Mono<RatingList> open(Paging paging, Caller.Staff staff) {
        return ratings.listOpen(staff, paging.limit()).collectList().map(RatingList::new);
    }

    @PostMapping(FOLLOW_UP + "/{id}/contact")
    @Access(
            value = Access.By.STAFF,
            roles = {Role.HEAD, Role.SUPERVISOR},
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(summary = "Note that the resident was called; a complex matter gets fifteen days")
    Mono<Rating> contact(
            @PathVariable ApplicationId id,
            @Valid @RequestBody ContactRequest request,
            IdempotencyKey key,
            Caller.Staff staff) {
        return followUp(
                staff,
                key,
                "contact",
                id,
                request,
                it -> rate.contacted(staff, it, request.complex()));
    }

    @PostMapping(FOLLOW_UP + "/{id}/fix")
    @Access(
            value = Access.By.STAFF,
            roles = {Role.HEAD, Role.SUPERVISOR},
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(summary = "Note what was done about a bad rating")
    Mono<Rating> fix(
            @PathVariable ApplicationId id,
            @Valid @RequestBody FixRequest request,
            IdempotencyKey key,
            Caller.Staff staff) {
        return followUp(
                staff, key, "fix", id, request, it -> rate.fixed(staff, it, request.outcome()));
    }

    private Mono<Rating> followUp(
            Caller.Staff staff,
            IdempotencyKey key,
            String verb,
            ApplicationId id,
            Object content,
            Function<Rating, Mono<Rating>> step) {
        return idempotency
                .<Rating, ProblemException>once(
                        new Act(staff, key, verb + " after the rating of " + id, content),
                        Rating.class,
                        ratings.find(staff, id)
                                .switchIfEmpty(
                                        Mono.error(() ->
                                                new ProblemException(
                                                        RatingProblem.RATING_NOT_FOUND)))
                                .flatMap(step)
                                .map(Outcome::done))
                .map(outcome -> outcome.orElseThrow(told -> told));
    }

    record RatingList(List<Rating> items) {}

    /**
     * A rating.
     *
     * @param level 5 very satisfied to 1 very dissatisfied
     * @param scores of single aspects, each 1 to 5
     */
    record RatingRequest(
            @Min(1) @Max(5) int level,
            Optional<@Size(max = 4) Map<Aspect, @Min(1) @Max(5) Integer>> scores,
            Optional<@Size(max = 1000) String> comment) {
        /** Hides the words from logs. */
        @Override
        public String toString() {
            return "RatingRequest[level=%d]".formatted(level);
        }
    }

    /** Whether it takes longer to put right. */
    record ContactRequest(boolean complex) {}

    /** What was done. */
    record FixRequest(@NotBlank @Size(max = 2000) String outcome) {
        /** Hides the words from logs. */
        @Override
        public String toString() {
            return "FixRequest[hidden]";
        }
    }
}
