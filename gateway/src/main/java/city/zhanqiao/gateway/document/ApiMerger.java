package city.zhanqiao.gateway.document;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes one OpenAPI document out of several. A component that several services describe alike
 * stands once; equal names with different content carry the service's name in front, and so does
 * everything that refers to them.
 */
final class ApiMerger {

    private static final String COMPONENTS = "#/components/";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Map<String, ObjectNode> documents;
    private final BiPredicate<String, String> routed;
    private final Set<String> toldApart;
    private final Set<String> sharedIds;

    /**
     * @param documents service name to its document
     * @param routed whether a service (first) is asked for a path (second); other paths are inner
     *     affairs
     */
    ApiMerger(Map<String, ObjectNode> documents, BiPredicate<String, String> routed) {
        this.documents = new TreeMap<>(documents);
        this.routed = routed;
        this.toldApart = findToldApart();
        this.sharedIds = findSharedIds();
    }

    /** The paths, components and tags of all; nothing else. */
    ObjectNode merge() {
        var merged = JSON.objectNode();
        var paths = new TreeMap<String, JsonNode>();
        var components = new TreeMap<String, TreeMap<String, JsonNode>>();
        documents.forEach((service, document) -> {
            document.path("paths")
                    .properties()
                    .forEach(path -> {
                        if (routed.test(service, path.getKey())) {
                            paths.put(path.getKey(), operations(service, path.getValue()));
                        }
                    });
            components(document)
                    .forEach(component ->
                            components
                                    .computeIfAbsent(component.kind(), _ -> new TreeMap<>())
                                    .put(
                                            name(service, component.key(), component.name()),
                                            renamed(service, component.content())));
        });
        paths.forEach(merged.putObject("paths")::set);
        var all = merged.putObject("components");
        components.forEach((kind, named) -> named.forEach(all.withObjectProperty(kind)::set));
        merged.set("tags", tags(merged.path("paths")));
        return merged;
    }

    /** Two operations must not have one id; those of two services that do carry their names. */
    private JsonNode operations(String service, JsonNode path) {
        var operations = renamed(service, path);
        operations
                .valueStream()
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast)
                .filter(operation -> sharedIds.contains(operation.path("operationId").asString("")))
                .forEach(operation ->
                        operation.put(
                                "operationId",
                                service + capital(operation.path("operationId").asString())));
        return operations;
    }

    private Set<String> findSharedIds() {
        return documents.entrySet().stream()
                .flatMap(document -> operationIds(document.getKey(), document.getValue()))
                .collect(groupingBy(id -> id, counting()))
                .entrySet()
                .stream()
                .filter(id -> id.getValue() > 1)
                .map(Map.Entry::getKey)
                .collect(toSet());
    }

    private Stream<String> operationIds(String service, ObjectNode document) {
        return document.path("paths").properties().stream()
                .filter(path -> routed.test(service, path.getKey()))
                .flatMap(path -> path.getValue().valueStream())
                .flatMap(operation -> operation.path("operationId").asStringOpt().stream());
    }

    /** Those that the operations carry, with their descriptions where there are some. */
    private ArrayNode tags(JsonNode paths) {
        var tags = new TreeMap<String, JsonNode>();
        paths.valueStream()
                .flatMap(JsonNode::valueStream)
                .flatMap(operation -> operation.path("tags").valueStream())
                .map(JsonNode::asString)
                .forEach(tag -> tags.put(tag, JSON.objectNode().put("name", tag)));
        documents.values().stream()
                .flatMap(document -> document.path("tags").valueStream())
                .forEach(tag -> tags.replace(tag.path("name").asString(), tag));
        return JSON.arrayNode().addAll(tags.values());
    }

    /** Names with different content, and, until nothing is added, what refers to them. */
    private Set<String> findToldApart() {
        Map<String, List<JsonNode>> contents = new HashMap<>();
        documents.values().stream()
                .flatMap(ApiMerger::components)
                .forEach(component ->
                        contents.computeIfAbsent(component.key(), _ -> new ArrayList<>())
                                .add(component.content()));
        contents.values().removeIf(several -> several.size() < 2);
        var apart =
                contents.entrySet().stream()
                        .filter(entry -> Set.copyOf(entry.getValue()).size() > 1)
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toCollection(HashSet::new));
        var references =
                contents.entrySet().stream()
                        .collect(
                                toMap(
                                        Map.Entry::getKey,
                                        entry ->
                                                references(entry.getValue().getFirst())
                                                        .collect(toSet())));
        while (references.entrySet().stream()
                .filter(entry -> entry.getValue().stream().anyMatch(apart::contains))
                .map(entry -> apart.add(entry.getKey()))
                .reduce(false, Boolean::logicalOr)) {
            // each round adds at least one name
        }
        return apart;
    }

    private static Stream<String> references(JsonNode node) {
        return node.isString()
                ? Stream.of(node.asString())
                        .filter(text -> text.startsWith(COMPONENTS))
                        .map(text -> text.substring(COMPONENTS.length()))
                : node.valueStream().flatMap(ApiMerger::references);
    }

    private JsonNode renamed(String service, JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                var copy = JSON.objectNode();
                object.properties()
                        .forEach(one -> copy.set(one.getKey(), renamed(service, one.getValue())));
                yield copy;
            }
            case ArrayNode array -> {
                var copy = JSON.arrayNode();
                array.forEach(one -> copy.add(renamed(service, one)));
                yield copy;
            }
            case JsonNode text when text.isString() && text.asString().startsWith(COMPONENTS) ->
                    JSON.stringNode(reference(service, text.asString()));
            case JsonNode other -> other;
        };
    }

    private String reference(String service, String reference) {
        var key = reference.substring(COMPONENTS.length());
        int slash = key.indexOf('/');
        return slash < 0
                ? reference
                : COMPONENTS
                        + key.substring(0, slash + 1)
                        + name(service, key, key.substring(slash + 1));
    }

    private String name(String service, String key, String name) {
        return toldApart.contains(key) ? capital(service) + name : name;
    }

    private static String capital(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    private static Stream<Component> components(JsonNode document) {
        return document.path("components").properties().stream()
                .flatMap(kind ->
                        kind.getValue().properties().stream()
                                .map(one ->
                                        new Component(
                                                kind.getKey(), one.getKey(), one.getValue())));
    }

    /** One named thing below {@code components}. */
    private record Component(String kind, String name, JsonNode content) {

        String key() {
            return kind + "/" + name;
        }
    }
}
