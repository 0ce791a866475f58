package city.zhanqiao.notifications.live;

import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.notifications.NotificationsProblem;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The open streams of this instance. */
final class Switchboard {

    private static final Duration TRY_AGAIN = Duration.ofSeconds(30);

    private final Map<ResidentId, Set<Line>> lines = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private final LiveSettings settings;

    Switchboard(LiveSettings settings) {
        this.settings = settings;
    }

    /** Opens one; told as {@code TOO_MANY_STREAMS} when there are too many. */
    Line open(ResidentId resident) {
        Line line = new Line(resident, settings.ticks());
        if (open.incrementAndGet() > settings.most() || !add(line)) {
            open.decrementAndGet();
            throw new ProblemException(NotificationsProblem.TOO_MANY_STREAMS, settings.mostOfOne())
                    .withRetryAfter(TRY_AGAIN);
        }
        return line;
    }

    private boolean add(Line line) {
        Set<Line> theirs =
                lines.compute(
                        line.resident(),
                        (resident, known) -> {
                            Set<Line> all = known == null ? ConcurrentHashMap.newKeySet() : known;
                            if (all.size() < settings.mostOfOne()) {
                                all.add(line);
                            }
                            return all;
                        });
        return theirs.contains(line);
    }

    void close(Line line) {
        lines.computeIfPresent(
                line.resident(),
                (resident, all) -> {
                    if (all.remove(line)) {
                        open.decrementAndGet();
                    }
                    return all.isEmpty() ? null : all;
                });
    }

    /** Hands a tick to every stream of one resident. */
    void tick(ResidentId resident, Tick tick) {
        lines.getOrDefault(resident, Set.of()).forEach(line -> line.tick(tick));
    }

    /** Those who listen. */
    Set<ResidentId> residents() {
        return Set.copyOf(lines.keySet());
    }

    void ring(ResidentId resident) {
        lines.getOrDefault(resident, Set.of()).forEach(Line::ring);
    }

    void ringAll() {
        lines.values().stream().flatMap(Collection::stream).forEach(Line::ring);
    }

    void endAll() {
        lines.values().stream().flatMap(Collection::stream).forEach(Line::end);
    }

    int count() {
        return open.get();
    }
}
