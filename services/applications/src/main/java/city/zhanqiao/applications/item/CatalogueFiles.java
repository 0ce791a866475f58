package city.zhanqiao.applications.item;

import city.zhanqiao.data.json.CityTypesModule;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the definitions that come with the service. Questions and papers that many items share
 * stand in one bank each, so that a bundle asks each question once and takes each paper once.
 */
final class CatalogueFiles {

    private static final String FOLDER = "classpath*:catalogue/";

    private final YAMLMapper yaml =
            YAMLMapper.builder()
                    .addModule(new CityTypesModule())
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .build();

    private final JsonNode defaults = one("defaults.yml");
    private final JsonNode questions = one("questions.yml");
    private final JsonNode papers = one("papers.yml");

    /** Items first, then the bundles made of them. */
    List<ItemDefinition> read() {
        List<ItemDefinition> items = new ArrayList<>();
        all("items/*.yml").forEach(tree -> items.add(toDefinition(tree)));
        List<ItemDefinition> bundles =
                all("bundles/*.yml").stream()
                        .map(tree -> toDefinition(tree))
                        .map(bundle -> MergedForm.of(bundle, items))
                        .toList();
        items.addAll(bundles);
        return items;
    }

    private ItemDefinition toDefinition(ObjectNode tree) {
        defaults.properties().stream()
                .filter(usual -> !tree.has(usual.getKey()))
                .forEach(usual -> tree.set(usual.getKey(), usual.getValue()));
        if (tree.path("form").has("ask")) {
            tree.set("form", toSchema(tree.path("form").path("ask")));
        }
        ArrayNode full = yaml.createArrayNode();
        tree.path("materials").forEach(paper -> full.add(toPaper(paper)));
        tree.set("materials", full);
        return yaml.treeToValue(tree, ItemDefinition.class);
    }

    /** A question mark behind its name makes a question optional. */
    private ObjectNode toSchema(JsonNode asked) {
        ObjectNode schema = yaml.createObjectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("type", "object");
        schema.put("additionalProperties", false);
        ArrayNode required = schema.putArray("required");
        ObjectNode properties = schema.putObject("properties");
        for (JsonNode one : asked) {
            String name = one.asString().replace("?", "");
            properties.set(name, from(questions, name));
            if (!one.asString().endsWith("?")) {
                required.add(name);
            }
        }
        return schema;
    }

    private JsonNode toPaper(JsonNode paper) {
        if (paper instanceof ObjectNode own) {
            return own.has("paper") ? ofBank(own) : complete(own);
        }
        String[] parts = paper.asString().split(":", 2);
        return ofBank(parts[0], parts.length == 1 ? "REQUIRED" : parts[1]);
    }

    /** One of the bank that is needed for some answers only. */
    private ObjectNode ofBank(ObjectNode named) {
        return ofBank(named.path("paper").asString(), named.path("need").asString())
                .set("when", named.path("when"));
    }

    private ObjectNode ofBank(String code, String need) {
        ObjectNode full = (ObjectNode) from(papers, code).deepCopy();
        full.put("code", code);
        full.put("need", need);
        return complete(full);
    }

    private ObjectNode complete(ObjectNode paper) {
        paper.putIfAbsent("when", yaml.nullNode());
        return paper;
    }

    private static JsonNode from(JsonNode bank, String name) {
        JsonNode found = bank.path(name);
        if (found.isMissingNode()) {
            throw new IllegalStateException("the catalogue's banks do not hold " + name);
        }
        return found;
    }

    private JsonNode one(String file) {
        return all(file).getFirst();
    }

    private List<ObjectNode> all(String pattern) {
        List<ObjectNode> read = new ArrayList<>();
        try {
            for (Resource file :
                    new PathMatchingResourcePatternResolver().getResources(FOLDER + pattern)) {
                read.add((ObjectNode) yaml.readTree(file.getInputStream()));
            }
        } catch (IOException fault) {
            throw new IllegalStateException("the catalogue cannot be read", fault);
        }
        return read;
    }
}
