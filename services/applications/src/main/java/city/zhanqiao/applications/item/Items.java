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

    private final InstantSource clock;
    private volatile Map<String, List<ItemDefinition>> versions;

    Items(List<ItemDefinition> published, InstantSource clock) {
        this.clock = clock;
        this.versions = byCode(published);
    }

    /** Takes in what was published meanwhile; nothing that was known goes away. */
    void replace(List<ItemDefinition> published) {
        versions = byCode(published);
    }

    private static Map<String, List<ItemDefinition>> byCode(List<ItemDefinition> published) {
        return published.stream()
                .sorted(Comparator.comparing(ItemDefinition::validFrom).reversed())
                .collect(Collectors.groupingBy(ItemDefinition::code));
    }

    /** How many versions there are. */
    long count() {
        return versions.values().stream().mapToLong(List::size).sum();
    }

    /** Every version of every item. */
    List<ItemDefinition> versions() {
        return versions.values().stream().flatMap(List::stream).toList();
    }

    /** All versions of an item, latest first. */
    List<ItemDefinition> versionsOf(String code) {
        return versions.getOrDefault(code, List.of());
    }

    /** The version with which a case of today begins. */
    public Optional<ItemDefinition> current(String code) {
        LocalDate today = CityTime.today(clock);
        return versionsOf(code).stream()
                .filter(item -> !item.validFrom().isAfter(today))
                .findFirst();
    }

    /** The version that a running case keeps. */
    public ItemDefinition pinned(String code, int version) {
        return versionsOf(code).stream()
                .filter(item -> item.version() == version)
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException(
                                "item %s version %d is gone".formatted(code, version)));
    }

    /**
     * The papers of a case: of its item, or of a bundle and its chosen members, each once.
     *
     * @param chosen places of the optional members
     */
    public List<Material> materialsOf(ItemDefinition item, List<String> chosen) {
        return item.isBundle() ? BundleGraph.of(item, this).materials(chosen) : item.materials();
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
