package city.zhanqiao.local.configuration;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Every setting that the programs and the libraries in them know, out of the {@code
 * spring-configuration-metadata.json} that the compiler wrote into each jar.
 */
final class KnownSettings {

    private static final String FILES = "META-INF/spring-configuration-metadata.json";
    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, Setting> byName = new TreeMap<>();

    private KnownSettings() {}

    static KnownSettings read() throws IOException {
        KnownSettings known = new KnownSettings();
        for (URL file :
                Collections.list(KnownSettings.class.getClassLoader().getResources(FILES))) {
            try (InputStream json = file.openStream()) {
                JSON.readTree(json)
                        .path("properties")
                        .valueStream()
                        .map(Setting::of)
                        .forEach(known::add);
            }
        }
        return known;
    }

    /** Two programs may know a setting; the one that explains it more is kept. */
    private void add(Setting setting) {
        byName.merge(
                setting.name(),
                setting,
                (one, other) -> one.meaning().length() >= other.meaning().length() ? one : other);
    }

    /** Those of the city's own code, by name. */
    List<Setting> ours() {
        return byName.values().stream().filter(Setting::isOurs).toList();
    }

    /** The setting of this name; of {@code zhanqiao.peers.pilots} it is {@code zhanqiao.peers}. */
    Optional<Setting> find(String name) {
        return Optional.ofNullable(byName.get(name))
                .or(() ->
                        parents(name).stream()
                                .flatMap(parent -> Optional.ofNullable(byName.get(parent)).stream())
                                .filter(Setting::isOpen)
                                .findFirst());
    }

    /** Whether an environment variable sets something. */
    boolean isKnownVariable(String variable) {
        return byName.values().stream()
                .anyMatch(setting ->
                        variable.equals(setting.variable())
                                || (setting.isOpen()
                                        && variable.startsWith(setting.variable() + "_")));
    }

    private static List<String> parents(String name) {
        List<String> parents = new ArrayList<>();
        for (int dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
            parents.add(name.substring(0, dot));
        }
        return parents;
    }

    /**
     * One setting.
     *
     * @param meaning what its Javadoc says
     * @param usual the default, empty when there is none
     */
    record Setting(String name, String type, String meaning, String usual, String source) {

        private static final String OURS = "city.zhanqiao.";

        static Setting of(JsonNode json) {
            JsonNode usual = json.path("defaultValue");
            return new Setting(
                    json.path("name").asString(),
                    json.path("type").asString(""),
                    json.path("description").asString("").replaceAll("\\s+", " ").strip(),
                    usual.isArray()
                            ? String.join(",", usual.valueStream().map(JsonNode::asString).toList())
                            : usual.asString(""),
                    json.path("sourceType").asString(""));
        }

        boolean isOurs() {
            return source.startsWith(OURS);
        }

        /** {@code gateway}, {@code residents}, …, or {@code web} and {@code data} of the kernel. */
        String module() {
            return source.substring(OURS.length(), source.indexOf('.', OURS.length()));
        }

        /** {@code zhanqiao.materials} of everything below it. */
        String family() {
            int dot = name.indexOf('.', name.indexOf('.') + 1);
            return dot < 0 ? name : name.substring(0, dot);
        }

        /** Whether names can be added below it. */
        boolean isOpen() {
            return type.startsWith("java.util.Map");
        }

        /** Without packages: {@code Map<String,URI>}. */
        String shortType() {
            return type.replaceAll("[a-z]\\w*\\.", "").replace('$', '.').replaceAll("\\w+\\.", "");
        }

        /** As an environment variable (Spring Boot: without dashes, dots become underscores). */
        String variable() {
            return name.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
        }
    }
}
