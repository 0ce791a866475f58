package city.zhanqiao.web.openapi;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JavaType;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.media.Schema;

import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.StringUtils;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Says what the city's types look like in JSON, names the schemas of a service after it and notes
 * for {@link HouseDocument} which type a schema was made from.
 *
 * <p>springdoc keeps one converter for the JVM, however many services run in it, so this one knows
 * nothing of the service that asks.
 */
final class HouseTypes implements ModelConverter {

    /** Taken out again before the document is shown. */
    static final String JAVA_TYPE = "x-java-type";

    private static final Pattern SERVICE =
            Pattern.compile("city\\.zhanqiao\\.(?!city\\.|web\\.|data\\.)([a-z]+)\\..*");

    private static final Map<String, Class<?>> NAMES = new ConcurrentHashMap<>();

    @Override
    public boolean isOpenapi31() {
        return true;
    }

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType asked, ModelConverterContext context, Iterator<ModelConverter> chain) {
        var type = Json31.mapper().constructType(asked.getType());
        var raw = type.getRawClass();
        var form = JsonForms.of(raw);
        if (form.isPresent()) {
            return form.get();
        }
        if (!isNamed(type)) {
            return next(asked, context, chain);
        }
        claimName(raw);
        asked.setName(nameOf(raw));
        var schema = next(asked, context, chain);
        var model = context.getDefinedModels().get(nameOf(raw));
        if (model != null) {
            model.addExtension(JAVA_TYPE, raw.getName());
        }
        return schema;
    }

    /** A closed set of shapes that says in a property which of them it is. */
    static boolean isFamily(Class<?> type) {
        return type.isSealed() && type.isAnnotationPresent(JsonTypeInfo.class);
    }

    /** The records of a sealed type, also of those that are sealed themselves. */
    static Stream<Class<?>> members(Class<?> family) {
        return Arrays.stream(family.getPermittedSubclasses())
                .flatMap(one -> one.isSealed() ? members(one) : Stream.of(one));
    }

    /** The name of a type's schema: the service and the simple name, so that a merge is safe. */
    static String nameOf(Class<?> type) {
        var simple = type.getSimpleName();
        var service = SERVICE.matcher(type.getName());
        return service.matches() ? StringUtils.capitalize(service.group(1)) + simple : simple;
    }

    private static boolean isNamed(JavaType type) {
        var raw = type.getRawClass();
        var given =
                AnnotationUtils.findAnnotation(
                        raw, io.swagger.v3.oas.annotations.media.Schema.class);
        return raw.getName().startsWith("city.zhanqiao.")
                && (raw.isRecord() || raw.isSealed())
                && type.containedTypeCount() == 0
                && !isValue(raw)
                && (given == null || given.name().isEmpty());
    }

    private static boolean isValue(Class<?> type) {
        return Stream.concat(
                        Arrays.stream(type.getDeclaredMethods()),
                        Arrays.stream(type.getDeclaredFields()))
                .anyMatch(member -> member.isAnnotationPresent(JsonValue.class));
    }

    /** Two shapes under one name would make the document lie about one of them. */
    private static void claimName(Class<?> type) {
        var other = NAMES.putIfAbsent(nameOf(type), type);
        if (other != null && !other.getName().equals(type.getName())) {
            throw new IllegalStateException(
                    "%s and %s have one name in the API document; give one of them @Schema(name = …)"
                            .formatted(other.getName(), type.getName()));
        }
    }

    private static @Nullable Schema<?> next(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        return chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
    }
}
