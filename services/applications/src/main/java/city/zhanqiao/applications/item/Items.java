package city.zhanqiao.applications.item;

import city.zhanqiao.city.calendar.CityTime;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The published items, in memory: they change only with a publication. */
public final class Items {

    private final Map<String, List<ItemDefinition>> versions;
    private final InstantSource clock;

    Items(List<ItemDefinition> published, InstantSource clock) {
        this.versions =
                published.stream()
                        .sorted(Comparator.comparing(ItemDefinition::validFrom).reversed())
                        .collect(Collectors.groupingBy(ItemDefinition::code));
        this.clock = clock;
    }

    /** The version with which a case of today begins. */
    public Optional<ItemDefinition> current(String code) {
        LocalDate today = CityTime.today(clock);
        return versions.getOrDefault(code, List.of()).stream()
                .filter(item -> !item.validFrom().isAfter(today))
                .findFirst();
    }

    /** The version that a running case keeps. */
    public ItemDefinition pinned(String code, int version) {
        return versions.getOrDefault(code, List.of()).stream()
                .filter(item -> item.version() == version)
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException(
                                "item %s version %d is gone".formatted(code, version)));
    }

    /** Today's version of every item, by code. */
    public List<ItemDefinition> all() {
        return versions.keySet().stream()
                .sorted()
                .map(this::current)
                .flatMap(Optional::stream)
                .toList();
    }
}
