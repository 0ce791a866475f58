package city.zhanqiao.pilots.pilot;

import city.zhanqiao.city.IdempotencyKey;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.Version;
import city.zhanqiao.city.department.DepartmentCode;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.data.Outcomes;
import city.zhanqiao.data.idempotency.Act;
import city.zhanqiao.data.idempotency.Idempotency;
import city.zhanqiao.pilots.pilot.PilotController.TermsRequest;
import city.zhanqiao.pilots.pilot.PilotViews.Comparison;
import city.zhanqiao.pilots.pilot.PilotViews.PilotView;
import city.zhanqiao.pilots.pilot.Planning.Grounds;
import city.zhanqiao.pilots.pilot.Scenarios.Scenario;
import city.zhanqiao.web.etag.Answers;

import io.swagger.v3.oas.annotations.Operation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.net.URI;
import java.util.Optional;

/** The pilot office's desk for what begins: plans, copies, and what differs between two pilots. */
@RestController
class PlanningController {

    private static final String PATH = "/admin/v1/pilots";

    private final Planning planning;
    private final Steering steering;
    private final PilotViews views;
    private final Idempotency idempotency;

    PlanningController(
            Planning planning, Steering steering, PilotViews views, Idempotency idempotency) {
        this.planning = planning;
        this.steering = steering;
        this.views = views;
        this.idempotency = idempotency;
    }

    @PostMapping(PATH)
    @ResponseStatus(HttpStatus.CREATED)
    @Access(value = Access.By.STAFF, roles = Role.PILOT_OFFICE, reach = Access.Reach.ALL)
    @Operation(summary = "Plan a scenario in a district; it lets nobody in until it is opened")
    Mono<ResponseEntity<PilotView>> plan(
            @Valid @RequestBody PlanRequest request, IdempotencyKey key, Caller.Staff staff) {
        return begin(
                new Act(staff, key, "plan a pilot", request),
                planning.plan(
                        staff, request.toScenario(), request.district(), request.toGrounds()));
    }

    @PostMapping(PATH + "/{id}/replication")
    @ResponseStatus(HttpStatus.CREATED)
    @Access(value = Access.By.STAFF, roles = Role.PILOT_OFFICE, reach = Access.Reach.ALL)
    @Operation(summary = "Copy a pilot that works to another district, as a plan")
    Mono<ResponseEntity<PilotView>> replicate(
            @PathVariable PilotId id,
            @Valid @RequestBody ReplicationRequest request,
            IdempotencyKey key,
            Caller.Staff staff) {
        return begin(
                new Act(staff, key, "replicate pilot " + id, request),
                steering.find(staff, id)
                        .flatMap(
                                Outcomes.then(model ->
                                        planning.replicate(
                                                staff,
                                                model,
                                                request.district(),
                                                request.toGrounds()))));
    }

    @GetMapping(PATH + "/{id}/difference")
    @Access(
            value = Access.By.STAFF,
            roles = {Role.PILOT_OFFICE, Role.SUPERVISOR},
            reach = Access.Reach.ALL)
    @Operation(summary = "What differs from another pilot; from the one it copies if none is named")
    Mono<Comparison> difference(
            @PathVariable PilotId id, @RequestParam Optional<PilotId> with, Caller.Staff staff) {
        return steering.find(staff, id)
                .map(found -> found.orElseThrow(RefusalProblems::toProblem))
                .flatMap(pilot -> views.compare(pilot, with.or(pilot::copiedFrom)))
                .map(outcome -> outcome.orElseThrow(RefusalProblems::toProblem));
    }

    private Mono<ResponseEntity<PilotView>> begin(Act act, Mono<Outcome<PilotId, Refusal>> step) {
        return idempotency
                .once(
                        act,
                        PilotView.class,
                        step.flatMap(
                                Outcomes.then(id ->
                                        views.one(id).map(Outcome::<PilotView, Refusal>done))))
                .map(outcome -> toAnswer(outcome.orElseThrow(RefusalProblems::toProblem)));
    }

    private static ResponseEntity<PilotView> toAnswer(PilotView view) {
        return Answers.created(
                URI.create(PATH + "/" + view.id()), new Version(view.version()), view);
    }

    /**
     * A plan.
     *
     * @param title names the scenario, if it is new
     * @param department answers for the scenario, if it is new
     * @param terms everybody from today on, if absent
     * @param paper the decision paper
     */
    record PlanRequest(
            @NotNull ScenarioCode scenario,
            @NotBlank @Size(max = 100) String title,
            @NotBlank @Size(max = 200) String titleEn,
            @NotNull DepartmentCode department,
            @NotNull DivisionCode district,
            Optional<@Valid TermsRequest> terms,
            @NotBlank @Size(max = 1000) String reason,
            @NotBlank @Size(max = 200) String paper) {

        Scenario toScenario() {
            return new Scenario(scenario, title, titleEn, department);
        }

        Grounds toGrounds() {
            return new Grounds(reason, paper, terms.map(TermsRequest::toTerms));
        }
    }

    /**
     * A copy.
     *
     * @param terms those of the model, from today on, if absent
     * @param paper the decision paper
     */
    record ReplicationRequest(
            @NotNull DivisionCode district,
            Optional<@Valid TermsRequest> terms,
            @NotBlank @Size(max = 1000) String reason,
            @NotBlank @Size(max = 200) String paper) {

        Grounds toGrounds() {
            return new Grounds(reason, paper, terms.map(TermsRequest::toTerms));
        }
    }
}
