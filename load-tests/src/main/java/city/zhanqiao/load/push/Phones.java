package city.zhanqiao.load.push;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.stream.Collectors;

/**
 * What all phones show. A phone keeps one notification for each tag, as Android does, so the same
 * message is doubled only if it came under two tags.
 */
final class Phones {

    private final Map<String, Shown> shown = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> kinds = new ConcurrentHashMap<>();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong again = new AtomicLong();
    private final AtomicLong doubled = new AtomicLong();
    private final LongAccumulator first = new LongAccumulator(Math::min, Long.MAX_VALUE);
    private final LongAccumulator last = new LongAccumulator(Math::max, 0);

    /** A request, whatever becomes of it. */
    void asked() {
        requests.incrementAndGet();
    }

    /** It was answered with a name. */
    void accepted() {
        accepted.incrementAndGet();
    }

    /** A phone shows a message; one that comes again replaces itself. */
    void show(String token, String message, String tag, String kind, long micros) {
        first.accumulate(micros);
        Shown before = shown.putIfAbsent(token + " " + message, new Shown(tag, kind, micros));
        if (before == null) {
            last.accumulate(micros);
            kinds.computeIfAbsent(kind, fresh -> new AtomicLong()).incrementAndGet();
        } else if (before.tag().equals(tag)) {
            again.incrementAndGet();
        } else {
            doubled.incrementAndGet();
        }
    }

    Tally tally() {
        return new Tally(
                requests.get(),
                accepted.get(),
                shown.size(),
                again.get(),
                doubled.get(),
                kinds.entrySet().stream()
                        .collect(
                                Collectors.toMap(Map.Entry::getKey, kind -> kind.getValue().get())),
                first.get(),
                last.get());
    }

    /** One line for each message on a phone: token, message, when it was first shown, kind. */
    String list() {
        StringBuilder list = new StringBuilder();
        shown.forEach((what, one) ->
                list.append(what)
                        .append(' ')
                        .append(one.micros())
                        .append(' ')
                        .append(one.kind())
                        .append('\n'));
        return list.toString();
    }

    void clear() {
        shown.clear();
        kinds.clear();
        requests.set(0);
        accepted.set(0);
        again.set(0);
        doubled.set(0);
        first.reset();
        last.reset();
    }

    private record Shown(String tag, String kind, long micros) {}
}
