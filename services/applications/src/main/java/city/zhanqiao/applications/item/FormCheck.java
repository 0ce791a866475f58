package city.zhanqiao.applications.item;

import city.zhanqiao.city.problem.FieldFault;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Checks what was filled in against the form of an item's version (JSON Schema 2020-12). */
public final class FormCheck {

    private final SchemaRegistry registry =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    /**
     * Gives every fault with its place; nothing of what was typed is repeated.
     *
     * @param at JSON Pointer of the form within the body
     */
    public List<FieldFault> faults(ItemDefinition item, JsonNode form, String at, Locale language) {
        return schema(item)
                .validate(
                        form,
                        context ->
                                context.executionConfig(config ->
                                        config.formatAssertionsEnabled(true)
                                                .locale(wordsFor(language))))
                .stream()
                .map(error -> toFault(error, at))
                .toList();
    }

    private Schema schema(ItemDefinition item) {
        return schemas.computeIfAbsent(
                item.code() + "/" + item.version(), key -> registry.getSchema(item.form()));
    }

    /** A missing field is reported on its parent; residents look for it at its own place. */
    private static FieldFault toFault(Error error, String at) {
        String missing =
                Optional.ofNullable(error.getProperty()).map(name -> "/" + name).orElse("");
        return new FieldFault(
                at + error.getInstanceLocation() + missing, error.getKeyword(), error.getMessage());
    }

    /** The library has words for zh-CN but falls back to English for plain zh. */
    private static Locale wordsFor(Locale language) {
        return language.getLanguage().equals("en") ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE;
    }
}
