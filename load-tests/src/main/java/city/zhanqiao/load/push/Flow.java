package city.zhanqiao.load.push;

import static city.zhanqiao.load.push.Waiting.until;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/** Events at a steady pace, each another resident's; from the sender's commit to Firebase. */
public final class Flow {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Other messages may be under way at the same time. */
    private static final String KIND = "APPLICATION";

    private final Town town;

    public Flow(Town town) {
        this.town = town;
    }

    /**
     * How long messages took.
     *
     * @param median milliseconds from the commit to the request at Firebase
     * @param p99 the same of the slowest but one in a hundred
     * @param perSecond events that were committed
     * @param lost events without a request
     */
    public record Outcome(double median, double p99, double perSecond, long lost, long doubled) {}

    /** Lets that many events happen each second, for so long; there are as many residents. */
    public Outcome run(int perSecond, Duration length) {
        StandIn standIn = town.standIn();
        standIn.clear();
        int events = Math.toIntExact(perSecond * length.toSeconds());
        long[] committed = new long[events];
        List<CompletableFuture<?>> all = new ArrayList<>(events);
        long began = System.nanoTime();
        for (int n = 0; n < events; n++) {
            awaitTurn(began, n, perSecond);
            int number = n;
            all.add(
                    town.happens(Stepped.of(Residents.resident(n)))
                            .thenRun(() -> committed[number] = nowMicros()));
        }
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
        double seconds = (System.nanoTime() - began) / 1e9;
        until(PATIENCE, "the last message", () -> standIn.tally().of(KIND) >= events);
        return toOutcome(committed, events / seconds);
    }

    private Outcome toOutcome(long[] committed, double perSecond) {
        Map<String, Long> arrived = new HashMap<>();
        town.standIn().shown().stream()
                .filter(line -> line[3].equals(KIND))
                .forEach(line -> arrived.put(line[0], Long.parseLong(line[2])));
        long[] took = new long[committed.length];
        long lost = 0;
        for (int n = 0; n < committed.length; n++) {
            Long at = arrived.get(Residents.token(n));
            if (at == null) {
                lost++;
            } else {
                took[n] = Math.max(at - committed[n], 0);
            }
        }
        Arrays.sort(took);
        return new Outcome(
                took[took.length / 2] / 1e3,
                took[(int) (took.length * 0.99)] / 1e3,
                perSecond,
                lost,
                town.standIn().tally().doubled());
    }

    private static void awaitTurn(long began, int number, int perSecond) {
        long due = began + number * 1_000_000_000L / perSecond;
        long left = due - System.nanoTime();
        if (left > 0) {
            LockSupport.parkNanos(left);
        }
    }

    private static long nowMicros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }
}
