package city.zhanqiao.load.push;

import city.zhanqiao.load.lab.Program;

import java.util.ArrayList;
import java.util.List;

/** What the service holds in memory while very many notices wait. */
public final class Backlog {

    private final Town town;
    private final Program instance;

    public Backlog(Town town, Program instance) {
        this.town = town;
        this.instance = instance;
    }

    /**
     * What it held.
     *
     * @param empty before anything waited
     * @param full the same while they waited, several times
     * @param left how many still waited at the end
     */
    public record Outcome(Memory empty, List<Memory> full, long left) {

        /** Megabytes of live heap more than before, at the most. */
        public double megabytes() {
            long most = full.stream().mapToLong(Memory::live).max().orElseThrow();
            return (most - empty.live()) / 1048576.0;
        }

        /** For a report. */
        public String toText() {
            return "Nothing waits: %s; then %s; %,d waited at the end."
                    .formatted(
                            empty.toText(),
                            String.join(", ", full.stream().map(Memory::toText).toList()),
                            left);
        }
    }

    /** Looks before, during and after something that is done while so many wait. */
    public Outcome under(int notices, Runnable meanwhile) {
        Memory empty = Memory.of(instance);
        Queue queue = new Queue(town);
        queue.fill(notices);
        List<Memory> full = new ArrayList<>();
        full.add(Memory.of(instance));
        meanwhile.run();
        full.add(Memory.of(instance));
        long left = queue.waiting();
        queue.empty();
        return new Outcome(empty, full, left);
    }
}
