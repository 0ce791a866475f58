package city.zhanqiao.pilots.pilot;

import city.zhanqiao.city.IdempotencyKey;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.Version;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.data.Outcomes;
import city.zhanqiao.data.idempotency.Act;
import city.zhanqiao.data.idempotency.Idempotency;
import city.zhanqiao.pilots.pilot.PilotViews.PilotList;
import city.zhanqiao.pilots.pilot.PilotViews.PilotView;
import city.zhanqiao.pilots.pilot.Steering.Proposal;
import city.zhanqiao.web.etag.Answers;
import city.zhanqiao.web.etag.IfMatch;
import city.zhanqiao.web.page.Paging;

import io.swagger.v3.oas.annotations.Operation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** The pilot office's desk: pilots, their moves, and the second person's word on each. */
@RestController
class PilotController {

    private static final String PATH = "/admin/v1/pilots";

    private final Steering steering;
    private final PilotViews views;
    private final Idempotency idempotency;

    PilotController(Steering steering, PilotViews views, Idempotency idempotency) {
        this.steering = steering;
        this.views = views;
        this.idempotency = idempotency;
    }

    @GetMapping(PATH)
    @Access(
            value = Access.By.STAFF,
            roles = {Role.PILOT_OFFICE, Role.SUPERVISOR},
            reach = Access.Reach.ALL)
    @Operation(summary = "Pilots, by district, scenario and state")
    Mono<PilotList> list(
            @RequestParam Optional<DivisionCode> district,
            @RequestParam Optional<ScenarioCode> scenario,
            @RequestParam Optional<Pilot.State> state,
            Paging paging,
            Caller.Staff staff) {
        return views.list(staff, district, scenario, state, paging);
    }

    @GetMapping(PATH + "/{id}")
    @Access(
            value = Access.By.STAFF,
            roles = {Role.PILOT_OFFICE, Role.SUPERVISOR},
            reach = Access.Reach.ALL)
    @Operation(summary = "One pilot with its whole history")
    Mono<ResponseEntity<PilotView>> one(@PathVariable PilotId id, Caller.Staff staff) {
        return steering.find(staff, id)
                .map(found -> found.orElseThrow(RefusalProblems::toProblem))
                .flatMap(pilot -> views.one(pilot.id()))
                .map(PilotController::toAnswer);
    }

    @PostMapping(PATH + "/{id}/opening")
    @Access(value = Access.By.STAFF, roles = Role.PILOT_OFFICE, reach = Access.Reach.ALL)
    @Operation(summary = "Propose to open a planned pilot; another person approves")
    Mono<ResponseEntity<PilotView>> open(
            @PathVariable PilotId id,
            @Valid @RequestBody MoveRequest request,
            IfMatch seen,
            IdempotencyKey key,
            Caller.Staff staff) {
        return propose(Move.Kind.OPENING, id, request, seen, key, staff);
    }

    @PostMapping(PATH + "/{id}/adjustment")
    @Access(value = Access.By.STAFF, roles = Role.PILOT_OFFICE, reach = Access.Reach.ALL)
    @Operation(summary = "Propose other terms from a day on; another person approves")
    Mono<ResponseEntity<PilotView>> adjust(
            @PathVariable PilotId id,
            @Valid @RequestBody MoveRequest request,
            IfMatch seen,
            IdempotencyKey key,
            Caller.Staff staff) {
        return propose(Move.Kind.ADJUSTMENT, id, request, seen, key, staff);
    }

    @PostMapping(PATH + "/{id}/expansion")
    @Access(value = Access.By.STAFF, roles = Role.PILOT_OFFICE, reach = Access.Reach.ALL)
    @Operation(summary = "Propose wider terms from a day on; another person approves")
    Mono<ResponseEntity<PilotView>> expand(
            @PathVariable PilotId id,
            @Valid @RequestBody MoveRequest request,
            IfMatch seen,
            IdempotencyKey key,
            Caller.Staff staff) {
        return propose(Move.Kind.EXPANSION, id, request, seen, key, staff);
    }

    @PostMapping(PATH + "/{id}/stop")
    @Access(value = Access.By.STAFF, roles = Role.PILOT_OFFICE, reach = Access.Reach.ALL)
    @Operation(summary = "Propose to stop; with the approval new cases end everywhere at once")
    Mono<ResponseEntity<PilotView>> stop(
            @PathVariable PilotId id,
            @Valid @RequestBody StopRequest request,
            IfMatch seen,
            IdempotencyKey key,
            Caller.Staff staff) {
        Proposal stop =
                new Proposal(
                        Move.Kind.STOP,
                        request.reason(),
                        request.paper(),
                        Optional.empty(),
                        Optional.empty());
        return act(
                new Act(staff, key, "propose STOP of pilot " + id, request),
                id,
                seen,
                staff,
                pilot -> steering.propose(staff, pilot, stop));
    }

    @PostMapping(PATH + "/{id}/moves/{move}/approval")
    @Access(value = Access.By.STAFF, roles = Role.PILOT_OFFICE, reach = Access.Reach.ALL)
    @Operation(summary = "Approve another person's move")
    Mono<ResponseEntity<PilotView>> approve(
            @PathVariable PilotId id,
            @PathVariable UUID move,
            @Valid @RequestBody DecisionRequest request,
            IfMatch seen,
            IdempotencyKey key,
            Caller.Staff staff) {
        return act(
                new Act(staff, key, "approve move " + move, request),
                id,
                seen,
                staff,
                pilot -> steering.approve(staff, pilot, move, request.note()));
    }

    @PostMapping(PATH + "/{id}/moves/{move}/rejection")
    @Access(value = Access.By.STAFF, roles = Role.PILOT_OFFICE, reach = Access.Reach.ALL)
    @Operation(summary = "Send a move back; its author may withdraw it in this way")
    Mono<ResponseEntity<PilotView>> reject(
            @PathVariable PilotId id,
            @PathVariable UUID move,
            @Valid @RequestBody DecisionRequest request,
            IfMatch seen,
            IdempotencyKey key,
            Caller.Staff staff) {
        return act(
                new Act(staff, key, "reject move " + move, request),
                id,
                seen,
                staff,
                pilot -> steering.reject(staff, pilot, move, request.note()));
    }

    private Mono<ResponseEntity<PilotView>> propose(
            Move.Kind kind,
            PilotId id,
            MoveRequest request,
            IfMatch seen,
            IdempotencyKey key,
            Caller.Staff staff) {
        return act(
                new Act(staff, key, "propose " + kind + " of pilot " + id, request),
                id,
                seen,
                staff,
                pilot -> steering.propose(staff, pilot, request.toProposal(kind, pilot)));
    }

    private Mono<ResponseEntity<PilotView>> act(
            Act act,
            PilotId id,
            IfMatch seen,
            Caller.Staff staff,
            Function<Pilot, Mono<Outcome<PilotId, Refusal>>> step) {
        return idempotency
                .once(
                        act,
                        PilotView.class,
                        steering.find(staff, id, seen)
                                .flatMap(Outcomes.then(step))
                                .flatMap(
                                        Outcomes.then(moved ->
                                                views.one(moved)
                                                        .map(Outcome::<PilotView, Refusal>done))))
                .map(outcome -> toAnswer(outcome.orElseThrow(RefusalProblems::toProblem)));
    }

    private static ResponseEntity<PilotView> toAnswer(PilotView view) {
        return Answers.ok(new Version(view.version()), view);
    }

    /**
     * A move that somebody proposes.
     *
     * @param paper the decision paper
     * @param terms as they are to be; those that the pilot has if absent
     * @param effectiveOn the day from which they hold; today if absent
     */
    record MoveRequest(
            @NotBlank @Size(max = 1000) String reason,
            @NotBlank @Size(max = 200) String paper,
            Optional<@Valid TermsRequest> terms,
            Optional<LocalDate> effectiveOn) {

        Proposal toProposal(Move.Kind kind, Pilot pilot) {
            return new Proposal(
                    kind,
                    reason,
                    paper,
                    terms.map(TermsRequest::toTerms).or(() -> Optional.of(pilot.terms())),
                    effectiveOn);
        }
    }

    /**
     * Whom the pilot is to let in.
     *
     * @param share percent of the residents
     * @param groups codes of groups; empty for everybody
     * @param quota most new cases in all
     */
    record TermsRequest(
            @NotNull LocalDate opensOn,
            Optional<LocalDate> closesOn,
            @NotNull @Min(0) @Max(100) Integer share,
            @NotNull @Size(max = 20)
                    List<@NotNull @Pattern(regexp = "[a-z][a-z0-9-]{0,39}") String> groups,
            @NotEmpty List<Terms.@NotNull Channel> channels,
            Optional<@Positive Integer> quota) {

        Terms toTerms() {
            return new Terms(opensOn, closesOn, share, groups, channels, quota);
        }
    }

    /**
     * A stop.
     *
     * @param paper the decision paper
     */
    record StopRequest(
            @NotBlank @Size(max = 1000) String reason, @NotBlank @Size(max = 200) String paper) {}

    /** What the second person says. */
    record DecisionRequest(Optional<@Size(max = 1000) String> note) {}
}
