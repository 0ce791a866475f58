package city.zhanqiao.applications.casework;

import city.zhanqiao.applications.casework.Claims.Claimed;
import city.zhanqiao.applications.casework.InboxViews.InboxPage;
import city.zhanqiao.city.IdempotencyKey;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.clock.ClockColour;
import city.zhanqiao.city.department.DepartmentCode;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.data.Outcomes;
import city.zhanqiao.data.idempotency.Act;
import city.zhanqiao.data.idempotency.Idempotency;
import city.zhanqiao.web.language.Language;
import city.zhanqiao.web.page.Paging;
import city.zhanqiao.web.problem.CommonProblem;

import io.swagger.v3.oas.annotations.Operation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.util.List;
import java.util.Optional;

/** The office's common inbox: finding cases in it, taking them and giving them back. */
@RestController
class InboxController {

    private static final String PATH = "/admin/v1/applications";

    private final Cases cases;
    private final Claims claims;
    private final InboxViews views;
    private final Idempotency idempotency;

    InboxController(Cases cases, Claims claims, InboxViews views, Idempotency idempotency) {
        this.cases = cases;
        this.claims = claims;
        this.views = views;
        this.idempotency = idempotency;
    }

    @GetMapping(PATH)
    @Access(
            value = Access.By.STAFF,
            roles = {Role.CLERK, Role.REVIEWER, Role.DECIDER, Role.HEAD, Role.SUPERVISOR},
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(
            summary =
                    "The office's inbox, oldest first; q looks in what was filled in and in titles",
            description =
                    "TAKEN_IN follows what the caller took in at a window for other offices; CITY"
                            + " is for the government's office and looks across departments.")
    Mono<InboxPage> inbox(
            @RequestParam(defaultValue = "OFFICE") Inbox.Scope scope,
            @RequestParam Optional<@Pattern(regexp = "[a-z][a-z0-9-]{1,40}") String> department,
            @RequestParam Optional<Role> role,
            @RequestParam Optional<State> state,
            @RequestParam Optional<ClockColour> colour,
            @RequestParam Optional<@Pattern(regexp = "\\d{6}") String> district,
            @RequestParam Optional<@Size(max = 60) String> item,
            @RequestParam Optional<@Size(max = 60) String> receipt,
            @RequestParam Optional<Inbox.Claimed> claimed,
            @RequestParam Optional<@Size(min = 2, max = 40) String> q,
            Paging paging,
            Caller.Staff staff,
            ServerHttpRequest http) {
        if (scope == Inbox.Scope.CITY && !Cases.oversees(staff)) {
            return Mono.error(new ProblemException(CommonProblem.FORBIDDEN));
        }
        return views.inbox(
                staff,
                new Inbox.Wanted(
                        scope,
                        department.map(DepartmentCode::new),
                        role,
                        state,
                        colour,
                        district.map(DivisionCode::new),
                        item,
                        receipt,
                        claimed,
                        q),
                paging,
                Language.of(http));
    }

    @PostMapping(PATH + "/{id}/claim")
    @Access(
            value = Access.By.STAFF,
            roles = {Role.CLERK, Role.REVIEWER, Role.DECIDER},
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(summary = "Take a case out of the common inbox; colleagues leave it alone meanwhile")
    Mono<Claimed> claim(@PathVariable ApplicationId id, IdempotencyKey key, Caller.Staff staff) {
        return idempotency
                .once(
                        new Act(staff, key, "claim application " + id, ""),
                        Claimed.class,
                        cases.ofOffice(staff, id)
                                .flatMap(Outcomes.then(found -> claimed(staff, id))))
                .map(outcome -> outcome.orElseThrow(RefusalProblems::toProblem));
    }

    private Mono<Outcome<Claimed, Refusal>> claimed(Caller.Staff staff, ApplicationId id) {
        return claims.claim(staff, id)
                .<Outcome<Claimed, Refusal>>map(Outcome::done)
                .defaultIfEmpty(Outcome.refused(new Refusal.ClaimedByAnother()));
    }

    @PostMapping(PATH + "/{id}/release")
    @Access(
            value = Access.By.STAFF,
            roles = {Role.CLERK, Role.REVIEWER, Role.DECIDER, Role.HEAD},
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(summary = "Give a case back; the head may give back what another has taken")
    Mono<Released> release(@PathVariable ApplicationId id, IdempotencyKey key, Caller.Staff staff) {
        return idempotency
                .once(
                        new Act(staff, key, "release application " + id, ""),
                        Released.class,
                        cases.ofOffice(staff, id)
                                .flatMap(Outcomes.then(found -> released(staff, id))))
                .map(outcome -> outcome.orElseThrow(RefusalProblems::toProblem));
    }

    private Mono<Outcome<Released, Refusal>> released(Caller.Staff staff, ApplicationId id) {
        return claims.release(staff, id)
                .map(done ->
                        done
                                ? Outcome.done(new Released(id))
                                : Outcome.refused(new Refusal.NotClaimed()));
    }

    @PostMapping(PATH + "/claims")
    @Access(
            value = Access.By.STAFF,
            roles = {Role.CLERK, Role.REVIEWER, Role.DECIDER},
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(summary = "Take what is due first; several who ask at once get different cases")
    Mono<ClaimList> claimNext(
            @Valid @RequestBody NextRequest request, IdempotencyKey key, Caller.Staff staff) {
        if (!staff.is(request.role())) {
            return Mono.error(new ProblemException(CommonProblem.FORBIDDEN));
        }
        return idempotency
                .<ClaimList, Refusal>once(
                        new Act(staff, key, "claim the next cases", request),
                        ClaimList.class,
                        claims.claimNext(staff, request.role(), request.count())
                                .collectList()
                                .map(taken -> Outcome.done(new ClaimList(taken))))
                .map(outcome -> outcome.orElseThrow(RefusalProblems::toProblem));
    }

    /**
     * What to take.
     *
     * @param role as which the caller works
     */
    record NextRequest(@NotNull Role role, @Min(1) @Max(20) int count) {}

    /** The cases that were taken. */
    record ClaimList(List<Claimed> items) {}

    /** A case that is in the common inbox again. */
    record Released(ApplicationId id) {}
}
