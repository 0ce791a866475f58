package city.zhanqiao.local.journey;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What in a newer API document breaks an app that was built on an older one: what the app sends may
 * not be refused, and what it reads may not be missing. New operations, new optional input and new
 * output are no break; apps have to put up with values of an enumeration they do not know.
 *
 * <p>Own, because openapi-diff does not see a changed type in OpenAPI 3.1 (its issues 745 and 910).
 */
final class ApiBreaks {

    private static final List<String> METHODS = List.of("get", "put", "post", "delete", "patch");
    private static final List<String> FLOORS = List.of("minimum", "minLength", "minItems");
    private static final List<String> CEILINGS = List.of("maximum", "maxLength", "maxItems");

    private final JsonNode before;
    private final JsonNode after;
    private final List<String> found = new ArrayList<>();
    private final Set<String> compared = new HashSet<>();

    private ApiBreaks(JsonNode before, JsonNode after) {
        this.before = before;
        this.after = after;
    }

    /** Each break in a sentence, with the operation first. */
    static List<String> between(JsonNode before, JsonNode after) {
        var breaks = new ApiBreaks(before, after);
        before.path("paths")
                .propertyStream()
                .forEach(path ->
                        METHODS.stream()
                                .filter(path.getValue()::has)
                                .forEach(method ->
                                        breaks.operation(
                                                method + " " + path.getKey(),
                                                path.getValue().path(method),
                                                after.path("paths")
                                                        .path(path.getKey())
                                                        .path(method))));
        return List.copyOf(breaks.found);
    }

    private void operation(String name, JsonNode was, JsonNode is) {
        if (is.isMissingNode()) {
            found.add(name + " is gone");
            return;
        }
        if (!was.path("security").equals(is.path("security"))) {
            found.add(name + " needs another token");
        }
        parameters(name, was, is);
        body(name, was.path("requestBody"), is.path("requestBody"));
        was.path("responses")
                .propertyStream()
                .filter(response -> response.getKey().startsWith("2"))
                .forEach(response ->
                        response(
                                name + " " + response.getKey(),
                                response.getValue(),
                                is.path("responses").path(response.getKey())));
    }

    private void parameters(String name, JsonNode was, JsonNode is) {
        Map<String, JsonNode> old = byName(before, was);
        Map<String, JsonNode> now = byName(after, is);
        old.forEach((key, parameter) ->
                Optional.ofNullable(now.get(key))
                        .ifPresentOrElse(
                                kept ->
                                        sent(
                                                name + " parameter " + key,
                                                parameter.path("schema"),
                                                kept.path("schema")),
                                () ->
                                        found.add(
                                                name
                                                        + " takes no parameter "
                                                        + key
                                                        + " any more")));
        now.forEach((key, parameter) -> {
            if (parameter.path("required").asBoolean(false)
                    && (!old.containsKey(key) || !old.get(key).path("required").asBoolean(false))) {
                found.add(name + " now requires the parameter " + key);
            }
        });
    }

    private static Map<String, JsonNode> byName(JsonNode document, JsonNode operation) {
        return operation
                .path("parameters")
                .valueStream()
                .map(parameter -> resolve(document, parameter))
                .collect(
                        Collectors.toMap(
                                parameter ->
                                        parameter.path("in").asString()
                                                + " "
                                                + parameter.path("name").asString(),
                                parameter -> parameter));
    }

    private void body(String name, JsonNode was, JsonNode is) {
        if (was.isMissingNode() && is.path("required").asBoolean(false)) {
            found.add(name + " now requires a body");
        }
        was.path("content")
                .propertyStream()
                .forEach(type -> {
                    JsonNode now = is.path("content").path(type.getKey());
                    if (now.isMissingNode()) {
                        found.add(name + " takes no " + type.getKey() + " any more");
                    } else {
                        sent(name + " body", type.getValue().path("schema"), now.path("schema"));
                    }
                });
    }

    private void response(String name, JsonNode was, JsonNode is) {
        if (is.isMissingNode()) {
            found.add(name + " is answered no more");
            return;
        }
        was.path("content")
                .propertyStream()
                .forEach(type -> {
                    JsonNode now = is.path("content").path(type.getKey());
                    if (now.isMissingNode()) {
                        found.add(name + " is no " + type.getKey() + " any more");
                    } else {
                        read(name, type.getValue().path("schema"), now.path("schema"));
                    }
                });
    }

    /** What apps send: the new schema has to take whatever the old one took. */
    private void sent(String name, JsonNode old, JsonNode now) {
        if (!begin("sent", name, old, now)) {
            return;
        }
        JsonNode was = resolve(before, old);
        JsonNode is = resolve(after, now);
        type(name, was, is);
        lost(name + " takes no value", was.path("enum"), is.path("enum"));
        limits(name, was, is);
        for (JsonNode field : is.path("required")) {
            if (!has(was.path("required"), field)) {
                found.add(name + " now requires " + field.asString());
            }
        }
        was.path("properties")
                .propertyStream()
                .forEach(field -> {
                    JsonNode kept = is.path("properties").path(field.getKey());
                    if (kept.isMissingNode()) {
                        found.add(name + " takes no " + field.getKey() + " any more");
                    } else {
                        sent(name + "." + field.getKey(), field.getValue(), kept);
                    }
                });
        if (was.has("items")) {
            sent(name + "[]", was.path("items"), is.path("items"));
        }
    }

    /** What apps read: whatever the old schema promised has to come. */
    private void read(String name, JsonNode old, JsonNode now) {
        if (!begin("read", name, old, now)) {
            return;
        }
        JsonNode was = resolve(before, old);
        JsonNode is = resolve(after, now);
        type(name, was, is);
        for (JsonNode field : was.path("required")) {
            if (!has(is.path("required"), field)) {
                found.add(name + " may now lack " + field.asString());
            }
        }
        was.path("properties")
                .propertyStream()
                .forEach(field -> {
                    JsonNode kept = is.path("properties").path(field.getKey());
                    if (kept.isMissingNode()) {
                        found.add(name + " has no " + field.getKey() + " any more");
                    } else {
                        read(name + "." + field.getKey(), field.getValue(), kept);
                    }
                });
        if (was.has("items")) {
            read(name + "[]", was.path("items"), is.path("items"));
        }
        variants(name, was, is);
    }

    /** A kind of state that apps know keeps its name and its fields. */
    private void variants(String name, JsonNode was, JsonNode is) {
        was.at("/discriminator/mapping")
                .propertyStream()
                .forEach(variant -> {
                    JsonNode kept = is.at("/discriminator/mapping").path(variant.getKey());
                    if (kept.isMissingNode()) {
                        found.add(name + " is never " + variant.getKey() + " any more");
                    } else {
                        read(
                                name + "(" + variant.getKey() + ")",
                                before.at(variant.getValue().asString().substring(1)),
                                after.at(kept.asString().substring(1)));
                    }
                });
    }

    private void type(String name, JsonNode was, JsonNode is) {
        if (was.has("type") && !was.path("type").equals(is.path("type"))) {
            found.add(name + " was " + was.path("type") + " and is " + is.path("type"));
        } else if (!was.path("format").equals(is.path("format")) && was.has("format")) {
            found.add(name + " was " + was.path("format") + " and is " + is.path("format"));
        }
    }

    private void limits(String name, JsonNode was, JsonNode is) {
        FLOORS.stream()
                .filter(limit ->
                        is.path(limit).asDouble(Double.NEGATIVE_INFINITY)
                                > was.path(limit)
                                        .asDouble(
                                                limit.equals("minimum")
                                                        ? Double.NEGATIVE_INFINITY
                                                        : 0))
                .forEach(limit -> found.add(name + " has a higher " + limit));
        CEILINGS.stream()
                .filter(limit ->
                        is.path(limit).asDouble(Double.POSITIVE_INFINITY)
                                < was.path(limit).asDouble(Double.POSITIVE_INFINITY))
                .forEach(limit -> found.add(name + " has a lower " + limit));
        if (is.has("pattern") && !is.path("pattern").equals(was.path("pattern"))) {
            found.add(name + " has another pattern");
        }
    }

    private void lost(String what, JsonNode was, JsonNode is) {
        if (is.isMissingNode()) {
            return;
        }
        if (was.isMissingNode()) {
            found.add(what + " but " + is);
        }
        was.valueStream()
                .filter(value -> !has(is, value))
                .forEach(value -> found.add(what + " " + value.asString() + " any more"));
    }

    /** Schemas refer to themselves; each pair is compared once. */
    private boolean begin(String way, String name, JsonNode old, JsonNode now) {
        String pair = old.path("$ref").asString(name) + " " + now.path("$ref").asString("");
        return compared.add(way + " " + pair);
    }

    private static boolean has(JsonNode values, JsonNode value) {
        return values.valueStream().anyMatch(value::equals);
    }

    private static JsonNode resolve(JsonNode document, JsonNode node) {
        JsonNode found = node;
        while (found.path("$ref").isString()) {
            found = document.at(found.path("$ref").asString().substring(1));
        }
        return found;
    }
}
