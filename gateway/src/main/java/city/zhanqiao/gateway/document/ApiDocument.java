package city.zhanqiao.gateway.document;

import city.zhanqiao.city.identity.Access;
import city.zhanqiao.web.identity.Face;

import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The frame of the API document: what it is called, how one logs in, and what every operation may
 * answer because it lies behind the gateway.
 */
@Component
class ApiDocument {

    private static final String FRAME = "city/zhanqiao/gateway/document/frame.json";

    private final ObjectNode frame;

    ApiDocument(JsonMapper json) {
        try (InputStream in = new ClassPathResource(FRAME).getInputStream()) {
            this.frame = (ObjectNode) json.readTree(in);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing); // it lies in this very jar
        }
    }

    /**
     * The whole document.
     *
     * @param merged paths, components and tags of all services
     * @param missing services whose operations are not in it
     */
    ObjectNode of(ObjectNode merged, List<String> missing) {
        var document = frame.deepCopy();
        var silent = document.putArray("x-zhanqiao-missing");
        missing.forEach(silent::add);
        var paths = document.putObject("paths");
        merged.path("paths")
                .properties()
                .forEach(path -> {
                    path.getValue()
                            .properties()
                            .forEach(one -> complete(path.getKey(), one.getValue()));
                    paths.set(path.getKey(), path.getValue());
                });
        merged.path("components")
                .properties()
                .forEach(kind -> add(document, kind.getKey(), kind.getValue()));
        document.set("tags", merged.path("tags"));
        return document;
    }

    /** The frame's own components win: its problem document is the one every service writes. */
    private static void add(ObjectNode document, String kind, JsonNode named) {
        var target = document.withObjectProperty("components").withObjectProperty(kind);
        named.properties().forEach(one -> target.putIfAbsent(one.getKey(), one.getValue()));
    }

    private static void complete(String path, JsonNode operation) {
        if (!(operation instanceof ObjectNode spoken) || !operation.has("responses")) {
            return;
        }
        var face = Face.of(path);
        if (!spoken.has("security")) {
            var security = spoken.putArray("security");
            face.map(Face::by)
                    .filter(by -> by != Access.By.ANYONE)
                    .ifPresent(by ->
                            security.addObject()
                                    .putArray(by == Access.By.STAFF ? "staff" : "resident"));
        }
        var responses = spoken.withObjectProperty("responses");
        if (!responses.has("default")) {
            responses.set("default", reference("Problem"));
        }
    }

    private static ObjectNode reference(String response) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("$ref", "#/components/responses/" + response);
    }
}
