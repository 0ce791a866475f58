package city.zhanqiao.pilots.indicator;

import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.pilots.indicator.IndicatorViews.ReadingView;
import city.zhanqiao.pilots.pilot.PilotDirectory;
import city.zhanqiao.pilots.pilot.ScenarioCode;
import city.zhanqiao.web.language.Language;

import io.swagger.v3.oas.annotations.Operation;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Sets districts, periods and scenarios side by side. */
@RestController
class ComparisonController {

    private static final int AT_ONCE = 4;

    private final PilotDirectory pilots;
    private final Indicators indicators;

    ComparisonController(PilotDirectory pilots, Indicators indicators) {
        this.pilots = pilots;
        this.indicators = indicators;
    }

    @GetMapping("/admin/v1/pilots/comparison")
    @Access(value = Access.By.STAFF, roles = Role.PILOT_OFFICE, reach = Access.Reach.ALL)
    @Operation(
            summary = "A scenario in all its districts, in a period and in the one before",
            description =
                    "`with` names a second scenario, such as a bundle beside one of its items.")
    Mono<SideBySide> compare(
            @RequestParam ScenarioCode scenario,
            @RequestParam Optional<ScenarioCode> with,
            @RequestParam String from,
            @RequestParam String to,
            Caller.Staff staff,
            ServerHttpRequest http) {
        Period period = IndicatorProblems.toPeriod(from, to);
        Language language = Language.of(http);
        List<ScenarioCode> wanted = Stream.concat(Stream.of(scenario), with.stream()).toList();
        return pilots.withCases()
                .filter(pilot -> wanted.contains(pilot.scenario()))
                .filter(pilot ->
                        staff.district().map(own -> own.contains(pilot.district())).orElse(true))
                .map(pilot -> new Place(pilot.scenario(), pilot.district()))
                .distinct()
                .flatMapSequential(
                        place ->
                                Flux.just(period.before(), period)
                                        .concatMap(months -> count(place, months, language)),
                        AT_ONCE)
                .collectList()
                .map(SideBySide::new);
    }

    private Mono<Side> count(Place place, Period period, Language language) {
        return indicators
                .of(place.scenario(), place.district(), period)
                .map(outcome -> outcome.orElseThrow(IndicatorProblems::toProblem))
                .map(counted ->
                        new Side(
                                place.scenario(),
                                place.district(),
                                period.from().toString(),
                                period.to().toString(),
                                ReadingView.of(counted, language)));
    }

    private record Place(ScenarioCode scenario, DivisionCode district) {}

    record SideBySide(List<Side> sides) {}

    /**
     * A scenario in a district and a period.
     *
     * @param from first month
     * @param to last month
     */
    record Side(
            ScenarioCode scenario,
            DivisionCode district,
            String from,
            String to,
            List<ReadingView> indicators) {}
}
