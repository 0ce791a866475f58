package city.zhanqiao.pilots.assessment;

import city.zhanqiao.city.IdempotencyKey;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.data.idempotency.Act;
import city.zhanqiao.data.idempotency.Idempotency;
import city.zhanqiao.pilots.assessment.Risks.Kind;
import city.zhanqiao.pilots.assessment.Risks.Risk;
import city.zhanqiao.pilots.assessment.Risks.Severity;
import city.zhanqiao.pilots.pilot.PilotDirectory;
import city.zhanqiao.pilots.pilot.PilotId;

import io.swagger.v3.oas.annotations.Operation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
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

import java.util.List;
import java.util.UUID;

/** The risk register of pilots. */
@RestController
class RiskController {

    private static final String PATH = "/admin/v1/pilots/{id}/risks";

    private final PilotDirectory pilots;
    private final Risks risks;
    private final Idempotency idempotency;

    RiskController(PilotDirectory pilots, Risks risks, Idempotency idempotency) {
        this.pilots = pilots;
        this.risks = risks;
        this.idempotency = idempotency;
    }

    @GetMapping(PATH)
    @Access(
            value = Access.By.STAFF,
            roles = {Role.PILOT_OFFICE, Role.SUPERVISOR},
            reach = Access.Reach.ALL)
    @Operation(summary = "What threatens a pilot, oldest first")
    Mono<RiskList> list(@PathVariable PilotId id, Caller.Staff staff) {
        return pilots.find(staff, id)
                .flatMap(pilot -> risks.list(pilot.id()).collectList())
                .map(RiskList::new);
    }

    @PostMapping(PATH)
    @ResponseStatus(HttpStatus.CREATED)
    @Access(
            value = Access.By.STAFF,
            roles = {Role.PILOT_OFFICE, Role.SUPERVISOR},
            reach = Access.Reach.ALL)
    @Operation(summary = "Report a risk or an incident")
    Mono<Risk> report(
            @PathVariable PilotId id,
            @Valid @RequestBody RiskRequest request,
            IdempotencyKey key,
            Caller.Staff staff) {
        return pilots.find(staff, id)
                .flatMap(pilot ->
                        once(
                                new Act(staff, key, "report a risk of pilot " + id, request),
                                risks.report(
                                        staff,
                                        id,
                                        request.kind(),
                                        request.severity(),
                                        request.description())));
    }

    @PostMapping(PATH + "/{risk}/closing")
    @Access(value = Access.By.STAFF, roles = Role.PILOT_OFFICE, reach = Access.Reach.ALL)
    @Operation(summary = "Close a risk with its remedy")
    Mono<Risk> close(
            @PathVariable PilotId id,
            @PathVariable UUID risk,
            @Valid @RequestBody ClosingRequest request,
            IdempotencyKey key,
            Caller.Staff staff) {
        return pilots.find(staff, id)
                .flatMap(pilot ->
                        once(
                                new Act(staff, key, "close risk " + risk, request),
                                risks.close(staff, id, risk, request.remedy())));
    }

    private Mono<Risk> once(Act act, Mono<Outcome<Risk, Refusal>> step) {
        return idempotency
                .once(act, Risk.class, step)
                .map(outcome -> outcome.orElseThrow(AssessmentProblems::toProblem));
    }

    record RiskList(List<Risk> items) {}

    /** A risk. */
    record RiskRequest(
            @NotNull Kind kind,
            @NotNull Severity severity,
            @NotBlank @Size(max = 1000) String description) {}

    /** What was done about it. */
    record ClosingRequest(@NotBlank @Size(max = 1000) String remedy) {}
}
