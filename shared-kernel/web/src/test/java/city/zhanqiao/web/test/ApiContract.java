package city.zhanqiao.web.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;

import org.assertj.core.api.SoftAssertions;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The API document as a contract: every operation is documented, and every answer a test sees is
 * one that the document promises.
 *
 * <pre>{@code
 * var contract = ApiContract.of(get("/v3/api-docs").body());
 * contract.assertDocumented();
 * contract.assertPromised("GET", "/api/v1/bookings/0199…", 200, body); // in the one place that sends
 * }</pre>
 *
 * <p>Needs {@code com.networknt:json-schema-validator} on the test class path.
 */
public final class ApiContract {

    private static final String ADDRESS = "https://zhanqiao.invalid/openapi.json";
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final JsonMapper JSON = new JsonMapper();

    private final JsonNode document;
    private final SchemaRegistry schemas;

    private ApiContract(JsonNode document) {
        this.document = document;
        forbidUndeclared(document);
        this.schemas =
                SchemaRegistry.withDialect(
                        Dialects.getOpenApi31(),
                        registry -> registry.schemas(Map.of(ADDRESS, document.toString())));
    }

    /**
     * Reads a document.
     *
     * @param document what {@code /v3/api-docs} answers
     */
    public static ApiContract of(String document) {
        return new ApiContract(JSON.readTree(document));
    }

    /**
     * Every operation has a summary, its access row, a success and the problems it can tell; every
     * parameter says what it is; every schema that is referred to exists.
     */
    public void assertDocumented() {
        var softly = new SoftAssertions();
        assertThat(operations()).as("operations").isNotEmpty();
        operations()
                .forEach((name, operation) -> {
                    softly.assertThat(operation.path("summary").asString(""))
                            .as("summary of %s", name)
                            .isNotBlank();
                    softly.assertThat(operation.path("x-zhanqiao-access").path("by").asString(""))
                            .as("access row of %s", name)
                            .isNotBlank();
                    var statuses = operation.path("responses").propertyNames();
                    softly.assertThat(statuses)
                            .as("success of %s", name)
                            .anyMatch(one -> one.startsWith("2"));
                    softly.assertThat(statuses)
                            .as("problems of %s", name)
                            .contains("503", "default");
                    operation
                            .path("parameters")
                            .forEach(parameter ->
                                    softly.assertThat(
                                                    parameter.has("$ref")
                                                            || parameter.has("schema"))
                                            .as(
                                                    "schema of parameter %s of %s",
                                                    parameter.path("name"), name)
                                            .isTrue());
                });
        document.findValuesAsString("$ref")
                .forEach(ref ->
                        softly.assertThat(document.at(ref.substring(1)).isMissingNode())
                                .as("%s is missing", ref)
                                .isFalse());
        softly.assertAll();
    }

    /**
     * The document promises this answer: path and method are known, the status is listed, and the
     * body fits its schema and holds nothing undeclared.
     *
     * @param path as requested, with or without a query
     * @param body empty or null-like when there is none
     */
    public void assertPromised(String method, String path, int status, String body) {
        var template = template(method, path.replaceFirst("\\?.*", ""));
        var name = method + " " + template;
        var response =
                response(template, method, status)
                        .orElseThrow(() ->
                                new AssertionError(
                                        name + " answers with the undocumented status " + status));
        var content = document.at(response).path("content");
        if (content.isMissingNode() || body.isBlank()) {
            assertThat(body).as("undocumented body of %s, %s", name, status).isBlank();
            assertThat(content.isMissingNode() || status == 304)
                    .as("missing body of %s, %s", name, status)
                    .isTrue();
            return;
        }
        var type = content.propertyNames().iterator().next();
        assertThat(validate(response + "/content/" + escape(type) + "/schema", body))
                .as("answer of %s, %s: %s", name, status, body)
                .isEmpty();
    }

    private List<Error> validate(String pointer, String body) {
        return schemas.getSchema(SchemaLocation.of(ADDRESS + "#" + pointer))
                .validate(
                        body,
                        InputFormat.JSON,
                        context ->
                                context.executionConfig(config ->
                                        config.formatAssertionsEnabled(true)
                                                .locale(Locale.ENGLISH)));
    }

    /** Where the response stands: listed itself, or among all other problems. */
    private Optional<String> response(String template, String method, int status) {
        var responses =
                "/paths/"
                        + escape(template)
                        + "/"
                        + method.toLowerCase(Locale.ROOT)
                        + "/responses/";
        var wanted =
                status >= 500 && !document.at(responses + status).isObject()
                        ? "default"
                        : String.valueOf(status);
        var found = document.at(responses + wanted);
        if (found.isMissingNode()) {
            return Optional.empty();
        }
        return Optional.of(
                found.has("$ref")
                        ? found.path("$ref").asString().substring(1)
                        : responses + wanted);
    }

    /** A path without variables goes before one with. */
    private String template(String method, String path) {
        return document.path("paths").propertyNames().stream()
                .filter(template ->
                        document.at("/paths/" + escape(template))
                                .has(method.toLowerCase(Locale.ROOT)))
                .filter(template -> toPattern(template).matcher(path).matches())
                .min((one, other) -> Long.compare(variables(one), variables(other)))
                .orElseThrow(() -> new AssertionError("undocumented: " + method + " " + path));
    }

    private static Pattern toPattern(String template) {
        return Pattern.compile(Pattern.quote(template).replaceAll("\\{[^/}]+}", "\\\\E[^/]+\\\\Q"));
    }

    private static long variables(String template) {
        return template.chars().filter(sign -> sign == '{').count();
    }

    private Map<String, JsonNode> operations() {
        var operations = new TreeMap<String, JsonNode>();
        document.path("paths")
                .forEachEntry((path, item) ->
                        item.forEachEntry((method, operation) -> {
                            if (METHODS.contains(method)) {
                                operations.put(
                                        method.toUpperCase(Locale.ROOT) + " " + path, operation);
                            }
                        }));
        return operations;
    }

    /** JSON Schema lets more properties pass than are named; a document of answers should not. */
    private static void forbidUndeclared(JsonNode node) {
        if (node instanceof ObjectNode schema
                && schema.has("properties")
                && schema.path("type").asString("").equals("object")
                && !schema.has("additionalProperties")) {
            schema.put("unevaluatedProperties", false);
        }
        node.forEach(ApiContract::forbidUndeclared);
    }

    private static String escape(String part) {
        return part.replace("~", "~0").replace("/", "~1");
    }
}
