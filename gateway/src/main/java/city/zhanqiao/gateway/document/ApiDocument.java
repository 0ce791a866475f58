package city.zhanqiao.gateway.document;

import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The frame of the API document: what it is called and where it is served. */
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
        document.setAll(merged);
        BorrowedForms.fillIn(document);
        return document;
    }
}
