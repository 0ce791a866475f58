package city.zhanqiao.notifications.live;

import city.zhanqiao.city.identity.ResidentId;
import city.zhanqiao.city.problem.ProblemException;
import city.zhanqiao.notifications.NotificationsProblem;
import city.zhanqiao.notifications.inbox.InboxChanges.Place;
import city.zhanqiao.notifications.inbox.InboxChanges.Told;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

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
    Line open(ResidentId resident, Place since) {
        Line line = new Line(resident, since, settings.ticks());
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

    /** Tells everybody of the broadcasts between two places, those as well whom none concerns. */
    void tell(long since, long head, Map<ResidentId, List<Told>> told) {
        all().forEach(line ->
                line.ring(
                        new Ring.Town(since, head, told.getOrDefault(line.resident(), List.of()))));
    }

    /** Rings for those who do not stand where their own messages stand. */
    void ringIfBehind(Map<ResidentId, Long> heads) {
        all().filter(line -> heads.getOrDefault(line.resident(), 0L) != line.reached().own())
                .forEach(Line::ring);
    }

    void endAll() {
        all().forEach(Line::end);
    }

    private Stream<Line> all() {
        return lines.values().stream().flatMap(Collection::stream);
    }

    int count() {
        return open.get();
    }
}
