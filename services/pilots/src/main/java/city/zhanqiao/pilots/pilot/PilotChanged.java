package city.zhanqiao.pilots.pilot;

import city.zhanqiao.city.division.DivisionCode;
import city.zhanqiao.data.event.DomainEvent;

import com.fasterxml.jackson.annotation.JsonIgnore;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What a pilot is now, as other services hear of it; each event carries all of it.
 *
 * @param type by the move that led there
 * @param share percent of the residents, 0 to 100
 * @param groups empty for everybody
 * @param quota most new cases in all
 */
public record PilotChanged(
        @JsonIgnore String type,
        PilotId pilotId,
        ScenarioCode scenario,
        DivisionCode district,
        String state,
        LocalDate opensOn,
        Optional<LocalDate> closesOn,
        int share,
        List<String> groups,
        List<String> channels,
        Optional<Integer> quota)
        implements DomainEvent {

    static PilotChanged by(Move.Kind kind, Pilot pilot) {
        Terms terms = pilot.terms();
        return new PilotChanged(
                "city.zhanqiao.pilot." + word(kind) + ".v1",
                pilot.id(),
                pilot.scenario(),
                pilot.district(),
                pilot.state().name(),
                terms.opensOn(),
                terms.closesOn(),
                terms.share(),
                terms.groups(),
                terms.channels().stream().map(Terms.Channel::name).toList(),
                terms.quota());
    }

    private static String word(Move.Kind kind) {
        return switch (kind) {
            case PLAN, REPLICATION -> "planned";
            case OPENING -> "opened";
            case ADJUSTMENT -> "adjusted";
            case EXPANSION -> "expanded";
            case STOP -> "stopped";
        };
    }

    @Override
    public String subject() {
        return pilotId.toString();
    }
}
