package city.zhanqiao.web.openapi;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;

import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.Discriminator;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Mends the schemas of a document: sealed types become a choice that a validator can follow, and
 * what an answer always holds is required.
 *
 * <p>Of itself springdoc gives the members of a sealed type an {@code allOf} back to their parent,
 * which never ends.
 */
final class HouseSchemas {

    private static final String REF = "#/components/schemas/";

    private final OpenAPI document;
    private final Map<String, Schema<?>> schemas = new LinkedHashMap<>();
    private final Map<String, Class<?>> types = new HashMap<>();

    HouseSchemas(OpenAPI document) {
        this.document = document;
        document.getComponents().getSchemas().forEach(this::add);
    }

    /** Nothing refers to the members of a sealed type so far, so they are not there yet. */
    private void add(String name, Schema<?> schema) {
        if (schemas.putIfAbsent(name, schema) != null) {
            return;
        }
        typeOf(schema)
                .ifPresent(type -> {
                    types.put(name, type);
                    if (HouseTypes.isFamily(type)) {
                        HouseTypes.members(type)
                                .forEach(member ->
                                        ModelConverters.getInstance(true)
                                                .readAll(member)
                                                .forEach(this::add));
                    }
                });
    }

    void complete() {
        types.forEach((name, type) -> {
            if (HouseTypes.isFamily(type)) {
                schemas.put(name, toChoice(type));
            }
        });
        types.forEach((name, type) ->
                family(type).ifPresent(family -> schemas.put(name, toMember(name, type, family))));
        var sent = reachable(bodies().toList());
        types.forEach((name, type) -> {
            if (type.isRecord() && !sent.contains(name)) {
                requireWhatIsThere(Objects.requireNonNull(schemas.get(name)), type);
            }
        });
        schemas.forEach(document.getComponents()::addSchemas);
    }

    private static Optional<Class<?>> typeOf(Schema<?> schema) {
        var notes = schema.getExtensions();
        if (notes == null || !(notes.get(HouseTypes.JAVA_TYPE) instanceof String name)) {
            return Optional.empty();
        }
        schema.setExtensions(null);
        return Optional.of(ClassUtils.resolveClassName(name, null));
    }

    private static Schema<?> toChoice(Class<?> family) {
        var choice = new JsonSchema();
        var kind = new Discriminator().propertyName(property(family));
        HouseTypes.members(family)
                .forEach(member -> {
                    var ref = REF + HouseTypes.nameOf(member);
                    choice.addOneOfItem(new JsonSchema().$ref(ref));
                    kind.mapping(kind(member), ref);
                });
        return choice.discriminator(kind);
    }

    private Schema<?> toMember(String name, Class<?> type, Class<?> family) {
        var found = Objects.requireNonNull(schemas.get(name));
        var member = JsonForms.typed("object");
        member.setDescription(found.getDescription());
        var required = new LinkedHashSet<String>();
        required.add(property(family));
        member.addProperty(
                property(family), new JsonSchema().typesItem("string")._const(kind(type)));
        parts(found)
                .forEach(part -> {
                    if (part.getProperties() != null) {
                        part.getProperties()
                                .forEach((property, schema) -> {
                                    if (!property.equals(property(family))) {
                                        member.addProperty(property, schema);
                                    }
                                });
                    }
                    if (part.getRequired() != null) {
                        required.addAll(part.getRequired());
                    }
                });
        member.setRequired(List.copyOf(required));
        return member;
    }

    private static Stream<Schema<?>> parts(Schema<?> schema) {
        return schema.getAllOf() == null
                ? Stream.of(schema)
                : Stream.concat(
                        Stream.of(schema),
                        schema.getAllOf().stream().map(part -> (Schema<?>) part));
    }

    private static Optional<Class<?>> family(Class<?> member) {
        return Arrays.stream(ClassUtils.getAllInterfacesForClass(member))
                .<Class<?>>map(type -> type)
                .filter(HouseTypes::isFamily)
                .filter(type -> member.isRecord())
                .findFirst();
    }

    private static String property(Class<?> family) {
        return family.getAnnotation(JsonTypeInfo.class).property();
    }

    private static String kind(Class<?> member) {
        var named = member.getAnnotation(JsonTypeName.class);
        var name = member.getName();
        return named == null ? name.substring(name.lastIndexOf('.') + 1) : named.value();
    }

    /** What is absent is left out of an answer; all else of a record is always there. */
    private static void requireWhatIsThere(Schema<?> schema, Class<?> type) {
        if (schema.getProperties() == null) {
            return;
        }
        var required =
                new LinkedHashSet<>(
                        Objects.requireNonNullElse(schema.getRequired(), List.<String>of()));
        Arrays.stream(type.getRecordComponents())
                .filter(component -> !mayBeAbsent(component))
                .map(RecordComponent::getName)
                .filter(schema.getProperties()::containsKey)
                .forEach(required::add);
        if (!required.isEmpty()) {
            schema.setRequired(List.copyOf(required));
        }
    }

    private static boolean mayBeAbsent(RecordComponent component) {
        return component.getType() == Optional.class
                || component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private Stream<Schema<?>> bodies() {
        return document.getPaths() == null
                ? Stream.of()
                : document.getPaths().values().stream()
                        .map(PathItem::readOperations)
                        .flatMap(Collection::stream)
                        .map(Operation::getRequestBody)
                        .filter(Objects::nonNull)
                        .flatMap(body -> schemas(body.getContent()));
    }

    private static Stream<Schema<?>> schemas(@Nullable Content content) {
        return content == null
                ? Stream.of()
                : content.values().stream()
                        .filter(media -> media.getSchema() != null)
                        .map(media -> (Schema<?>) media.getSchema());
    }

    private Set<String> reachable(List<Schema<?>> from) {
        var names = new HashSet<String>();
        var left = new ArrayList<>(from);
        while (!left.isEmpty()) {
            var schema = left.removeLast();
            var ref = schema.get$ref();
            if (ref != null && names.add(ref.substring(REF.length()))) {
                Optional.ofNullable(schemas.get(ref.substring(REF.length()))).ifPresent(left::add);
            }
            children(schema).forEach(left::add);
        }
        return names;
    }

    private static Stream<Schema<?>> children(Schema<?> schema) {
        var children = new ArrayList<Schema<?>>();
        addTo(children, schema.getItems());
        addTo(children, schema.getAdditionalProperties());
        if (schema.getProperties() != null) {
            schema.getProperties().values().forEach(child -> addTo(children, child));
        }
        addAllTo(children, schema.getOneOf());
        addAllTo(children, schema.getAnyOf());
        addAllTo(children, schema.getAllOf());
        return children.stream();
    }

    private static void addAllTo(List<Schema<?>> children, @Nullable List<?> several) {
        if (several != null) {
            several.forEach(child -> addTo(children, child));
        }
    }

    /** Additional properties may be a schema or a plain yes or no. */
    private static void addTo(List<Schema<?>> children, @Nullable Object child) {
        if (child instanceof Schema<?> schema) {
            children.add(schema);
        }
    }
}
