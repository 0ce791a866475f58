package city.zhanqiao.pilots.board;

import city.zhanqiao.city.Outcome;
import city.zhanqiao.city.calendar.CityTime;
import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.city.identity.Access;
import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.Role;
import city.zhanqiao.pilots.assessment.Gate;
import city.zhanqiao.pilots.assessment.Gates;
import city.zhanqiao.pilots.board.Board.Today;
import city.zhanqiao.pilots.indicator.Indicator;
import city.zhanqiao.pilots.indicator.Indicators;
import city.zhanqiao.pilots.indicator.Indicators.Counted;
import city.zhanqiao.pilots.indicator.Period;
import city.zhanqiao.pilots.indicator.Reading;
import city.zhanqiao.pilots.pilot.PilotDirectory;
import city.zhanqiao.pilots.pilot.PilotDirectory.Listed;
import city.zhanqiao.pilots.pilot.PilotId;
import city.zhanqiao.pilots.pilot.ScenarioCode;

import io.swagger.v3.oas.annotations.Operation;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.math.BigDecimal;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Early signs for the pilot office. */
@RestController
class BoardController {

    /** A gate is about to be missed when the value is this near to its target. */
    private static final BigDecimal NEAR = new BigDecimal("0.02");

    /** Fewer cases than this say nothing about a trend. */
    private static final long ENOUGH = 20;

    /** Months that are looked at, the running one included. */
    private static final int MONTHS = 3;

    private static final int AT_ONCE = 4;

    private final PilotDirectory pilots;
    private final Board board;
    private final Indicators indicators;
    private final Gates gates;
    private final InstantSource clock;

    BoardController(
            PilotDirectory pilots,
            Board board,
            Indicators indicators,
            Gates gates,
            InstantSource clock) {
        this.pilots = pilots;
        this.board = board;
        this.indicators = indicators;
        this.gates = gates;
        this.clock = clock;
    }

    @GetMapping("/admin/v1/pilots/board")
    @Access(value = Access.By.STAFF, roles = Role.PILOT_OFFICE, reach = Access.Reach.ALL)
    @Operation(summary = "Today's cases of every open pilot: channels, due colours, bad ratings")
    Mono<BoardView> board(Caller.Staff staff) {
        return open(staff)
                .flatMapSequential(
                        pilot -> board.of(pilot).map(today -> BoardLine.of(pilot, today)), AT_ONCE)
                .collectList()
                .map(lines -> new BoardView(CityTime.today(clock), lines));
    }

    @GetMapping("/admin/v1/pilots/alerts")
    @Access(value = Access.By.STAFF, roles = Role.PILOT_OFFICE, reach = Access.Reach.ALL)
    @Operation(
            summary = "Gates that open pilots miss, or are about to miss",
            description = "Counted over the last three months with the running one.")
    Mono<AlertList> alerts(Caller.Staff staff) {
        YearMonth now = YearMonth.from(CityTime.today(clock));
        Period lately = new Period(now.minusMonths(MONTHS - 1), now);
        return open(staff)
                .flatMapSequential(pilot -> alerts(pilot, lately), AT_ONCE)
                .collectList()
                .map(AlertList::new);
    }

    private Flux<Listed> open(Caller.Staff staff) {
        LocalDate today = CityTime.today(clock);
        return pilots.withCases()
                .filter(pilot -> pilot.isOpenOn(today))
                .filter(pilot ->
                        staff.district().map(own -> own.contains(pilot.district())).orElse(true));
    }

    /** A definition that changes in these months makes them two trends: then there is none. */
    private Flux<Alert> alerts(Listed pilot, Period lately) {
        return indicators
                .of(pilot.scenario(), pilot.district(), lately)
                .flatMapIterable(counted ->
                        switch (counted) {
                            case Outcome.Done(Counted figures) -> alerts(pilot, figures);
                            case Outcome.Refused(var changes) -> List.of();
                        });
    }

    private List<Alert> alerts(Listed pilot, Counted figures) {
        return gates.of(pilot.scenario()).stream()
                .flatMap(gate -> alert(pilot, gate, figures.reading(gate.indicator())))
                .toList();
    }

    private static Stream<Alert> alert(Listed pilot, Gate gate, Reading reading) {
        Optional<BigDecimal> value =
                reading.value()
                        .filter(known ->
                                reading.denominator().filter(cases -> cases >= ENOUGH).isPresent());
        return value
                .filter(known -> !gate.isReached(known) || isNear(gate, known))
                .map(known ->
                        new Alert(
                                pilot.id(),
                                pilot.scenario(),
                                pilot.district(),
                                gate.indicator(),
                                gate.indicator().title(),
                                known,
                                gate.target(),
                                gate.isReached(known) ? Level.YELLOW : Level.RED))
                .stream();
    }

    private static boolean isNear(Gate gate, BigDecimal value) {
        return value.subtract(gate.target()).abs().compareTo(NEAR) <= 0;
    }

    record BoardView(LocalDate today, List<BoardLine> pilots) {}

    /** One open pilot. */
    record BoardLine(
            PilotId pilot,
            ScenarioCode scenario,
            String title,
            DivisionCode district,
            Today cases) {

        static BoardLine of(Listed pilot, Today today) {
            return new BoardLine(
                    pilot.id(), pilot.scenario(), pilot.title(), pilot.district(), today);
        }
    }

    record AlertList(List<Alert> items) {}

    /** A gate that is missed (RED) or about to be (YELLOW). */
    record Alert(
            PilotId pilot,
            ScenarioCode scenario,
            DivisionCode district,
            Indicator indicator,
            String title,
            BigDecimal value,
            BigDecimal target,
            Level level) {}

    /** How near it is. */
    enum Level {
        YELLOW,
        RED
    }
}
