package city.zhanqiao.notifications.template;

import static java.util.stream.Collectors.groupingBy;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All words that were ever used, by code and version. */
public final class Templates {

    private final Map<String, NavigableMap<Integer, Template>> versions;

    Templates(Collection<Template> all) {
        this.versions =
                all.stream()
                        .collect(
                                groupingBy(
                                        Template::code,
                                        TreeMap::new,
                                        Collectors.toMap(
                                                Template::version,
                                                template -> template,
                                                Templates::twice,
                                                TreeMap::new)));
    }

    /** The version that new messages use. */
    public Template newest(String code) {
        return find(code)
                .orElseThrow(() -> new IllegalArgumentException("no template %s".formatted(code)));
    }

    /** The version that new messages use; empty for a code that nobody wrote words for. */
    public Optional<Template> find(String code) {
        return Optional.ofNullable(versions.get(code)).map(all -> all.lastEntry().getValue());
    }

    /** The version that a message was made with. */
    public Template pinned(String code, int version) {
        return Optional.ofNullable(versions.get(code))
                .map(all -> all.get(version))
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "no template %s version %d".formatted(code, version)));
    }

    /** The codes that begin with a prefix, such as {@code application.}. */
    public List<String> codes(String prefix) {
        return versions.keySet().stream().filter(code -> code.startsWith(prefix)).toList();
    }

    /** Every version, by code and then by version. */
    public Stream<Template> all() {
        return versions.values().stream()
                .flatMap(all -> all.values().stream())
                .sorted(Comparator.comparing(Template::code).thenComparingInt(Template::version));
    }

    private static Template twice(Template one, Template other) {
        throw new IllegalStateException(
                "template %s version %d stands twice".formatted(one.code(), one.version()));
    }
}
