package city.zhanqiao.pilots.pilot;

import static java.util.stream.Collectors.groupingBy;

import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.division.Division;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.division.Divisions;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.pilots.PilotsProblem;
import city.zhanqiao.pilots.pilot.Pilot.Phase;
import city.zhanqiao.pilots.pilot.Scenarios.Scenario;
import city.zhanqiao.web.language.Language;

import io.swagger.v3.oas.annotations.Operation;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Mono;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is open where, for everybody. */
@RestController
class ScenarioController {

    private final Pilots pilots;
    private final Scenarios scenarios;
    private final InstantSource clock;
    private final Divisions divisions = Divisions.ofQingdao();

    ScenarioController(Pilots pilots, Scenarios scenarios, InstantSource clock) {
        this.pilots = pilots;
        this.scenarios = scenarios;
        this.clock = clock;
    }

    @GetMapping("/open/v1/scenarios")
    @Access(value = Access.By.ANYONE, reach = Access.Reach.ALL)
    @Operation(summary = "Scenarios with the districts in which they are open or will be")
    Mono<ScenarioList> list(@RequestParam Optional<String> division, ServerHttpRequest http) {
        Optional<DivisionCode> here = division.map(this::toDistrict);
        LocalDate today = CityTime.today(clock);
        Language language = Language.of(http);
        return Mono.zip(
                pilots.current(today).collectList(),
                scenarios.byCode(),
                (current, known) -> toList(current, known, here, today, language));
    }

    private ScenarioList toList(
            List<Pilot> current,
            Map<ScenarioCode, Scenario> known,
            Optional<DivisionCode> here,
            LocalDate today,
            Language language) {
        Map<String, List<Pilot>> byCode =
                current.stream().collect(groupingBy(pilot -> pilot.scenario().value()));
        return new ScenarioList(
                new TreeMap<>(byCode)
                        .values().stream()
                                .map(of -> toView(of, known, here, today, language))
                                .toList());
    }

    private ScenarioView toView(
            List<Pilot> places,
            Map<ScenarioCode, Scenario> known,
            Optional<DivisionCode> here,
            LocalDate today,
            Language language) {
        ScenarioCode code = places.getFirst().scenario();
        return new ScenarioView(
                code,
                code.kind(),
                Optional.ofNullable(known.get(code))
                        .map(scenario -> scenario.title(language))
                        .orElse(code.value()),
                here.map(district -> toHere(places, district, today)),
                places.stream()
                        .filter(pilot -> pilot.state() != Pilot.State.PLANNED)
                        .map(pilot -> toPlace(pilot, today))
                        .toList());
    }

    private static Here toHere(List<Pilot> places, DivisionCode district, LocalDate today) {
        List<Pilot> ours =
                places.stream().filter(pilot -> pilot.district().equals(district)).toList();
        boolean open = ours.stream().anyMatch(pilot -> pilot.phaseOn(today) == Phase.OPEN);
        return new Here(
                open,
                open
                        ? Optional.empty()
                        : ours.stream()
                                .map(pilot -> pilot.terms().opensOn())
                                .filter(today::isBefore)
                                .min(LocalDate::compareTo));
    }

    private Place toPlace(Pilot pilot, LocalDate today) {
        Terms terms = pilot.terms();
        return new Place(
                pilot.district(),
                divisions.find(pilot.district()).map(Division::displayName).orElse(""),
                pilot.phaseOn(today) == Phase.OPEN,
                pilot.state(),
                terms.opensOn(),
                terms.closesOn(),
                terms.share(),
                terms.groups(),
                terms.channels());
    }

    private DivisionCode toDistrict(String code) {
        try {
            return divisions
                    .find(new DivisionCode(code))
                    .map(found -> found.code().district())
                    .orElseThrow(() -> new ProblemException(PilotsProblem.DIVISION_NOT_FOUND));
        } catch (IllegalArgumentException malformed) {
            throw new ProblemException(PilotsProblem.DIVISION_NOT_FOUND);
        }
    }

    record ScenarioList(List<ScenarioView> items) {}

    /**
     * One scenario.
     *
     * @param kind item, bundle, hall, notices or feature
     * @param here about the district that was asked for
     * @param places where it is open or will be
     */
    record ScenarioView(
            ScenarioCode scenario,
            String kind,
            String title,
            Optional<Here> here,
            List<Place> places) {}

    /**
     * @param from when it is planned to open, where it is not open yet
     */
    record Here(boolean open, Optional<LocalDate> from) {}

    /**
     * @param closesOn last day; open-ended without
     * @param share percent of the residents that are let in
     * @param groups who is let in; empty for everybody
     */
    record Place(
            DivisionCode district,
            String name,
            boolean open,
            Pilot.State state,
            LocalDate opensOn,
            Optional<LocalDate> closesOn,
            int share,
            List<String> groups,
            List<Terms.Channel> channels) {}
}
