package city.zhanqiao.data.pilot;

import static java.util.stream.Collectors.toMap;

import city.zhanqiao.city.pilot.Admission;
import city.zhanqiao.city.pilot.KnownPilot;
import city.zhanqiao.city.pilot.Newcomer;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Decides in memory about many who want to begin the same scenario, on pilots that its transaction
 * holds still. Whoever does begin is counted, so that the quota is kept among them too; {@link
 * PilotCopy#count} writes that down.
 */
public final class Doorkeeper {

    private final String scenario;
    private final List<KnownPilot> pilots;
    private final List<KnownPilot> before;
    private final LocalDate today;

    Doorkeeper(String scenario, List<KnownPilot> pilots, LocalDate today) {
        this.scenario = scenario;
        this.pilots = new ArrayList<>(pilots);
        this.before = List.copyOf(pilots);
        this.today = today;
    }

    /** Whether somebody may begin, after all who were counted. */
    public Admission look(Newcomer newcomer) {
        return Admission.decide(scenario, pilots, newcomer, today);
    }

    /** Somebody has begun under the pilot that {@link #look} has named. */
    public void count(KnownPilot pilot) {
        pilots.replaceAll(one -> one.id().equals(pilot.id()) ? one.withOneMore() : one);
    }

    /** How many have begun, for each pilot with a quota. */
    Map<UUID, Integer> counted() {
        return before.stream()
                .filter(pilot -> pilot.quota().isPresent() && begun(pilot) > 0)
                .collect(toMap(KnownPilot::id, this::begun));
    }

    private int begun(KnownPilot earlier) {
        return pilots.stream()
                .filter(one -> one.id().equals(earlier.id()))
                .mapToInt(one -> one.taken() - earlier.taken())
                .sum();
    }
}
