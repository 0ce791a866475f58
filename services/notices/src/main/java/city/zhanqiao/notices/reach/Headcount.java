package city.zhanqiao.notices.reach;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Numbers of people as they may be shown: nobody can be told apart by them. */
final class Headcount {

    /** The house's rule for all figures outside: fewer are not shown. */
    private static final long FEWEST = 5;

    private static final long ROUNDED_FROM = 1000;

    private Headcount() {}

    /** The number; absent when it is so small that it would name people. */
    static Optional<Long> shown(long people) {
        return people < FEWEST ? Optional.empty() : Optional.of(people);
    }

    /** An estimate: hundreds are exact enough from a thousand on. */
    static Optional<Long> about(long people) {
        return shown(people < ROUNDED_FROM ? people : Math.round(people / 100.0) * 100);
    }

    /** One part of a whole that is shown, too; hidden also when it would give away few others. */
    static Optional<Long> part(long people, long whole) {
        long others = whole - people;
        return others == 0 || others >= FEWEST ? shown(people) : Optional.empty();
    }

    /**
     * Parts of a whole that is shown, too. If one part alone were hidden, it could be found by
     * subtraction, so the smallest of the others is hidden with it.
     */
    static Map<String, Optional<Long>> parts(Map<String, Long> people) {
        Map<String, Optional<Long>> shown = new TreeMap<>();
        people.forEach((part, count) -> shown.put(part, shown(count)));
        List<Map.Entry<String, Long>> visible =
                people.entrySet().stream()
                        .filter(part -> part.getValue() >= FEWEST)
                        .sorted(Map.Entry.comparingByValue())
                        .toList();
        if (people.size() - visible.size() == 1 && !visible.isEmpty()) {
            shown.put(visible.getFirst().getKey(), Optional.empty());
        }
        return shown;
    }
}
