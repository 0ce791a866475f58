package city.zhanqiao.pilots.indicator;

import city.zhanqiao.city.IdempotencyKey;
import city.zhanqiao.city.Version;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.city.money.Fen;
import city.zhanqiao.data.idempotency.Act;
import city.zhanqiao.data.idempotency.Idempotency;
import city.zhanqiao.pilots.indicator.Costs.Cost;
import city.zhanqiao.pilots.pilot.PilotDirectory;
import city.zhanqiao.pilots.pilot.PilotId;
import city.zhanqiao.web.etag.Answers;
import city.zhanqiao.web.etag.IfMatch;

import io.swagger.v3.oas.annotations.Operation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.time.YearMonth;
import java.util.Optional;

/** What the pilots cost, month by month, as the pilot office enters it. */
@RestController
class CostController {

    private static final String PATH = "/admin/v1/pilots/{id}/costs/{month}";

    private final PilotDirectory pilots;
    private final Costs costs;
    private final Idempotency idempotency;

    CostController(PilotDirectory pilots, Costs costs, Idempotency idempotency) {
        this.pilots = pilots;
        this.costs = costs;
        this.idempotency = idempotency;
    }

    @GetMapping(PATH)
    @Access(value = Access.By.STAFF, roles = Role.PILOT_OFFICE, reach = Access.Reach.ALL)
    @Operation(summary = "What the pilot cost in a month such as 2026-11, as far as it is entered")
    Mono<ResponseEntity<CostView>> cost(
            @PathVariable PilotId id, @PathVariable String month, Caller.Staff staff) {
        YearMonth wanted = IndicatorProblems.toMonth(month);
        return pilots.find(staff, id)
                .flatMap(
                        pilot -> costs.find(pilot.scenario().countedAs(), pilot.district(), wanted))
                .map(cost -> toAnswer(CostView.of(id, wanted, cost)));
    }

    @PostMapping(PATH)
    @Access(value = Access.By.STAFF, roles = Role.PILOT_OFFICE, reach = Access.Reach.ALL)
    @Operation(summary = "Enter what the pilot cost in a month; the last entry holds")
    Mono<ResponseEntity<CostView>> enter(
            @PathVariable PilotId id,
            @PathVariable String month,
            @Valid @RequestBody CostRequest request,
            IfMatch seen,
            IdempotencyKey key,
            Caller.Staff staff) {
        YearMonth wanted = IndicatorProblems.toMonth(month);
        return pilots.find(staff, id)
                .flatMap(pilot ->
                        idempotency.once(
                                new Act(
                                        staff,
                                        key,
                                        "enter cost of pilot " + id + " in " + wanted,
                                        request),
                                CostView.class,
                                costs.put(
                                                staff,
                                                pilot.scenario().countedAs(),
                                                pilot.district(),
                                                wanted,
                                                new Fen(request.fen()),
                                                seen)
                                        .map(outcome ->
                                                outcome.map(
                                                        cost -> CostView.of(id, wanted, cost)))))
                .map(outcome -> toAnswer(outcome.orElseThrow(IndicatorProblems::toProblem)));
    }

    private static ResponseEntity<CostView> toAnswer(CostView view) {
        return Answers.ok(new Version(view.version()), view);
    }

    /** What a month cost. */
    record CostRequest(@NotNull @PositiveOrZero Long fen) {}

    /**
     * What a month cost.
     *
     * @param version for the next {@code If-Match}
     * @param fen absent where nothing has been entered
     */
    record CostView(PilotId pilot, String month, long version, Optional<Long> fen) {

        static CostView of(PilotId pilot, YearMonth month, Cost cost) {
            return new CostView(
                    pilot,
                    month.toString(),
                    cost.version().number(),
                    cost.amount().map(Fen::value));
        }
    }
}
