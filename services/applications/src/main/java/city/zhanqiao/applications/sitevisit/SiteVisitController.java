package city.zhanqiao.applications.sitevisit;

import city.zhanqiao.applications.casework.ApplicationId;
import city.zhanqiao.applications.casework.CaseAccess;
import city.zhanqiao.applications.sitevisit.SiteVisits.Check;
import city.zhanqiao.city.IdempotencyKey;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.department.DepartmentCode;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.RealNameLevel;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.city.identity.StaffId;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.data.idempotency.Act;
import city.zhanqiao.data.idempotency.Idempotency;

import io.swagger.v3.oas.annotations.Operation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** One visit, several cases: arranged by one department, checked by each for its own case. */
@RestController
class SiteVisitController {

    private static final String PATH = "/admin/v1/applications/site-visits";

    private final VisitSites visitSites;
    private final SiteVisits visits;
    private final CaseAccess cases;
    private final Idempotency idempotency;

    SiteVisitController(
            VisitSites visitSites, SiteVisits visits, CaseAccess cases, Idempotency idempotency) {
        this.visitSites = visitSites;
        this.visits = visits;
        this.cases = cases;
        this.idempotency = idempotency;
    }

    @PostMapping(PATH)
    @ResponseStatus(HttpStatus.CREATED)
    @Access(
            value = Access.By.STAFF,
            roles = Role.REVIEWER,
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(summary = "Arrange one visit for several cases of a matter; no clock stops for it")
    Mono<SiteVisitView> arrange(
            @Valid @RequestBody VisitRequest request, IdempotencyKey key, Caller.Staff reviewer) {
        return idempotency
                .<SiteVisitView, ProblemException>once(
                        new Act(reviewer, key, "arrange a site visit", request),
                        SiteVisitView.class,
                        visitSites
                                .arrange(
                                        reviewer,
                                        request.cases().stream().distinct().toList(),
                                        request.startsAt().toInstant(),
                                        request.endsAt().toInstant())
                                .map(checks -> toView(checks, reviewer.department()))
                                .map(Outcome::done))
                .map(outcome -> outcome.orElseThrow(told -> told));
    }

    @GetMapping(PATH)
    @Access(
            value = Access.By.STAFF,
            roles = {Role.REVIEWER, Role.DECIDER, Role.HEAD},
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(summary = "Visits on which the office has still to check something, next first")
    Mono<VisitList> list(Caller.Staff staff) {
        return visits.listOf(staff)
                .collectList()
                .map(found ->
                        new VisitList(
                                SiteVisits.byVisit(found).stream()
                                        .map(checks -> toView(checks, staff.department()))
                                        .toList()));
    }

    @PostMapping(PATH + "/{visit}/findings")
    @Access(
            value = Access.By.STAFF,
            roles = Role.REVIEWER,
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(summary = "Say what was found for a case, as its reviewer")
    Mono<CheckView> findOut(
            @PathVariable UUID visit,
            @Valid @RequestBody FindingRequest request,
            IdempotencyKey key,
            Caller.Staff reviewer) {
        return once(
                new Act(reviewer, key, "say what site visit " + visit + " found", request),
                visitSites.findOut(
                        reviewer,
                        visit,
                        request.application(),
                        request.passed(),
                        request.finding()),
                reviewer);
    }

    @PostMapping(PATH + "/{visit}/confirmation")
    @Access(
            value = Access.By.STAFF,
            roles = Role.REVIEWER,
            reach = Access.Reach.DEPARTMENT_AND_DISTRICT)
    @Operation(summary = "Sign what was found as the second officer; the case is checked with it")
    Mono<CheckView> confirm(
            @PathVariable UUID visit,
            @Valid @RequestBody ConfirmationRequest request,
            IdempotencyKey key,
            Caller.Staff second) {
        return once(
                new Act(second, key, "confirm site visit " + visit, request),
                visitSites.confirm(second, visit, request.application()),
                second);
    }

    private Mono<CheckView> once(Act act, Mono<Check> work, Caller.Staff staff) {
        return idempotency
                .<CheckView, ProblemException>once(
                        act,
                        CheckView.class,
                        work.map(check -> CheckView.of(check, staff.department()))
                                .map(Outcome::done))
                .map(outcome -> outcome.orElseThrow(told -> told));
    }

    @GetMapping("/api/v1/applications/{id}/site-visits")
    @Access(value = Access.By.RESIDENT, level = RealNameLevel.L2)
    @Operation(summary = "Who comes to look for my case, and when")
    Mono<ComingList> comings(@PathVariable ApplicationId id, Caller.Resident resident) {
        return cases.ofResident(resident, id)
                .flatMap(it ->
                        visits.listOf(it.facts().parent().orElse(it.facts().id())).collectList())
                .map(checks ->
                        new ComingList(
                                SiteVisits.byVisit(checks).stream()
                                        .map(SiteVisitController::toComing)
                                        .toList()));
    }

    private static Coming toComing(List<Check> checks) {
        return new Coming(
                checks.getFirst().startsAt(),
                checks.getFirst().endsAt(),
                checks.stream().map(Check::department).distinct().toList(),
                checks.stream().allMatch(check -> check.confirmedAt().isPresent()));
    }

    /** What others have found is theirs. */
    private static SiteVisitView toView(List<Check> checks, DepartmentCode own) {
        Check first = checks.getFirst();
        return new SiteVisitView(
                first.visit(),
                first.startsAt(),
                first.endsAt(),
                checks.stream().map(check -> CheckView.of(check, own)).toList());
    }

    /**
     * What is arranged.
     *
     * @param cases of one bundle, or a single one
     */
    record VisitRequest(
            @NotEmpty @Size(max = 20) List<@NotNull ApplicationId> cases,
            @NotNull OffsetDateTime startsAt,
            @NotNull OffsetDateTime endsAt) {}

    /** What was found for one case. */
    record FindingRequest(
            @NotNull ApplicationId application,
            boolean passed,
            @NotBlank @Size(max = 2000) String finding) {
        /** Hides what was found from logs. */
        @Override
        public String toString() {
            return "FindingRequest[%s]".formatted(application);
        }
    }

    /** For which case. */
    record ConfirmationRequest(@NotNull ApplicationId application) {}

    record VisitList(List<SiteVisitView> items) {}

    /** A visit and what each department checks on it. */
    record SiteVisitView(UUID id, Instant startsAt, Instant endsAt, List<CheckView> checks) {}

    /**
     * What one department checks.
     *
     * @param finding only for the department itself
     * @param confirmedBy the second officer
     */
    record CheckView(
            ApplicationId application,
            DepartmentCode department,
            Optional<StaffId> officer,
            Optional<Boolean> passed,
            Optional<String> finding,
            Optional<StaffId> confirmedBy) {
        static CheckView of(Check check, DepartmentCode own) {
            return new CheckView(
                    check.application(),
                    check.department(),
                    check.officer(),
                    check.passed().filter(mine -> check.department().equals(own)),
                    check.finding().filter(mine -> check.department().equals(own)),
                    check.second());
        }

        /** Hides what was found from logs. */
        @Override
        public String toString() {
            return "CheckView[%s]".formatted(application);
        }
    }

    record ComingList(List<Coming> items) {}

    /**
     * Officers who come.
     *
     * @param departments who come together
     * @param done whether each of them has signed
     */
    record Coming(
            Instant startsAt, Instant endsAt, List<DepartmentCode> departments, boolean done) {}
}
