package city.zhanqiao.load.push;

import city.zhanqiao.load.lab.Program;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Many open live streams at one instance: what each costs, and how fast all hear of an event. */
public final class Streams {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int WARM = 500;
    private static final int TIMES = 5;

    private final Program instance;

    /**
     * @param instance ready, its heap touched beforehand, so that memory which grows is not heap
     */
    public Streams(Program instance) {
        this.instance = instance;
    }

    /**
     * What they cost.
     *
     * @param live bytes of the heap that one stream holds
     * @param beside bytes beside the heap that one stream holds
     * @param toAll from the word of staff until the last stream heard; milliseconds, each time
     * @param ended streams that ended by themselves
     */
    public record Outcome(double live, double beside, List<Double> toAll, int ended) {

        /** KiB of one stream. */
        public double kibibytes() {
            return (live + beside) / 1024;
        }

        /** Milliseconds, the slowest time. */
        public double slowest() {
            return toAll.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        }
    }

    /** Opens so many, each another resident's; they live there already. */
    public Outcome run(List<String> tokens) {
        warmUp(tokens.subList(0, Math.min(WARM, tokens.size())));
        Memory before = Memory.of(instance);
        try (Listeners listeners = new Listeners()) {
            listeners.join(instance.base(), tokens);
            Memory after = Memory.of(instance);
            List<Double> toAll = new ArrayList<>();
            for (int n = 0; n < TIMES; n++) {
                toAll.add(tell(listeners, tokens.size()));
            }
            double count = tokens.size();
            return new Outcome(
                    (after.live() - before.live()) / count,
                    Math.max(after.resident() - before.resident(), 0) / count,
                    toAll,
                    listeners.ended());
        }
    }

    private void warmUp(List<String> tokens) {
        try (Listeners listeners = new Listeners()) {
            listeners.join(instance.base(), tokens);
            for (int n = 0; n < TIMES; n++) {
                tell(listeners, tokens.size());
            }
        }
    }

    private double tell(Listeners listeners, int all) {
        listeners.forget();
        Instant said = new Staff(instance.base()).announce();
        Waiting.until(PATIENCE, "everybody's news", () -> listeners.heard() >= all);
        return Duration.between(said, listeners.lastHeard()).toNanos() / 1e6;
    }
}
