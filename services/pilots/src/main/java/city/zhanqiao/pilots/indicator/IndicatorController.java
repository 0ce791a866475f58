package city.zhanqiao.pilots.indicator;

import city.zhanqiao.city.IdempotencyKey;
import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.data.idempotency.Act;
import city.zhanqiao.data.idempotency.Idempotency;
import city.zhanqiao.pilots.indicator.IndicatorViews.DefinitionList;
import city.zhanqiao.pilots.indicator.IndicatorViews.DefinitionView;
import city.zhanqiao.pilots.indicator.IndicatorViews.IndicatorList;
import city.zhanqiao.pilots.indicator.IndicatorViews.IndicatorView;
import city.zhanqiao.pilots.indicator.IndicatorViews.MonthView;
import city.zhanqiao.pilots.indicator.IndicatorViews.ReadingView;
import city.zhanqiao.pilots.indicator.Indicators.Counted;
import city.zhanqiao.pilots.pilot.PilotDirectory;
import city.zhanqiao.pilots.pilot.PilotId;
import city.zhanqiao.web.language.Language;

import io.swagger.v3.oas.annotations.Operation;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.time.Instant;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;

/** The indicators of a pilot, and how they are counted. */
@RestController
class IndicatorController {

    private static final String PATH = "/admin/v1/pilots";
    private static final String DEFINITIONS = PATH + "/indicator-definitions";

    private final PilotDirectory pilots;
    private final Indicators indicators;
    private final Definitions definitions;
    private final Counting counting;
    private final Idempotency idempotency;

    IndicatorController(
            PilotDirectory pilots,
            Indicators indicators,
            Definitions definitions,
            Counting counting,
            Idempotency idempotency) {
        this.pilots = pilots;
        this.indicators = indicators;
        this.definitions = definitions;
        this.counting = counting;
        this.idempotency = idempotency;
    }

    @GetMapping(PATH + "/{id}/indicators")
    @Access(
            value = Access.By.STAFF,
            roles = {Role.PILOT_OFFICE, Role.SUPERVISOR},
            reach = Access.Reach.ALL)
    @Operation(
            summary = "The indicators of a pilot over whole months",
            description =
                    "Months such as `2022-06`. Outside the pilot office small cells are hidden and"
                            + " single months are not shown, because they would give them away.")
    Mono<IndicatorList> indicators(
            @PathVariable PilotId id,
            @RequestParam String from,
            @RequestParam String to,
            Caller.Staff staff,
            ServerHttpRequest http) {
        Period period = IndicatorProblems.toPeriod(from, to);
        Language language = Language.of(http);
        boolean office = staff.is(Role.PILOT_OFFICE);
        return pilots.find(staff, id)
                .flatMap(pilot ->
                        Mono.zip(
                                count(pilot, period),
                                office
                                        ? months(pilot, period, language)
                                        : Mono.just(List.<MonthView>of()),
                                (total, months) ->
                                        IndicatorViews.toList(
                                                pilot,
                                                period,
                                                office ? total : total.outside(),
                                                months,
                                                language)));
    }

    @GetMapping(DEFINITIONS)
    @Access(
            value = Access.By.STAFF,
            roles = {Role.PILOT_OFFICE, Role.SUPERVISOR},
            reach = Access.Reach.ALL)
    @Operation(summary = "What each indicator divides by what, the events it counts, its versions")
    Mono<DefinitionList> definitions(ServerHttpRequest http) {
        Language language = Language.of(http);
        return definitions
                .list()
                .map(DefinitionView::of)
                .collectList()
                .map(versions ->
                        new DefinitionList(
                                Arrays.stream(Indicator.values())
                                        .map(one -> IndicatorView.of(one, language))
                                        .toList(),
                                versions));
    }

    @PostMapping(DEFINITIONS)
    @ResponseStatus(HttpStatus.CREATED)
    @Access(value = Access.By.STAFF, roles = Role.PILOT_OFFICE, reach = Access.Reach.ALL)
    @Operation(summary = "Count in another way from a month on that has not begun")
    Mono<DefinitionView> define(
            @Valid @RequestBody DefinitionRequest request, IdempotencyKey key, Caller.Staff staff) {
        YearMonth from = IndicatorProblems.toMonth(request.validFrom());
        return idempotency
                .once(
                        new Act(staff, key, "define indicators", request),
                        DefinitionView.class,
                        definitions
                                .add(
                                        staff,
                                        from,
                                        request.goodFrom(),
                                        request.reason(),
                                        request.paper())
                                .map(outcome -> outcome.map(DefinitionView::of)))
                .map(outcome -> outcome.orElseThrow(IndicatorProblems::toProblem));
    }

    @PostMapping(PATH + "/recount")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Access(
            value = Access.By.STAFF,
            roles = {Role.PILOT_OFFICE, Role.SYSTEM_ADMIN},
            reach = Access.Reach.ALL)
    @Operation(summary = "Forget every sum and count all events from the beginning")
    Mono<RecountView> recount(IdempotencyKey key, Caller.Staff staff) {
        return idempotency
                .<RecountView, Refusal>once(
                        new Act(staff, key, "recount", ""),
                        RecountView.class,
                        counting.beginAnew(staff)
                                .map(begun -> Outcome.done(new RecountView(begun))))
                .map(outcome -> outcome.orElseThrow(IndicatorProblems::toProblem));
    }

    private Mono<Counted> count(PilotDirectory.Listed pilot, Period period) {
        return indicators
                .of(pilot.scenario(), pilot.district(), period)
                .map(outcome -> outcome.orElseThrow(IndicatorProblems::toProblem));
    }

    private Mono<List<MonthView>> months(
            PilotDirectory.Listed pilot, Period period, Language language) {
        return indicators
                .months(pilot.scenario(), pilot.district(), period)
                .map(month ->
                        new MonthView(
                                month.month().toString(),
                                month.counted().definition(),
                                ReadingView.of(month.counted(), language)))
                .collectList();
    }

    /**
     * Another way of counting.
     *
     * @param validFrom its first month, such as {@code 2027-01}
     */
    record DefinitionRequest(
            @NotBlank String validFrom,
            @NotNull @Min(2) @Max(5) Integer goodFrom,
            @NotBlank @Size(max = 1000) String reason,
            @NotBlank @Size(max = 200) String paper) {}

    /** Since when everything is counted anew; the sums are whole again when the logs are read. */
    record RecountView(Instant begunAt) {}
}
