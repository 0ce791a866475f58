package city.zhanqiao.applications.item;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Whether every part of a definition was given: what is left out of JSON would be null. */
final class Completeness {

    private Completeness() {}

    static boolean isWhole(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case Collection<?> many -> many.stream().allMatch(Completeness::isWhole);
            case Map<?, ?> many -> many.values().stream().allMatch(Completeness::isWhole);
            case Optional<?> some -> some.map(Completeness::isWhole).orElse(true);
            case Record one ->
                    Arrays.stream(one.getClass().getRecordComponents())
                            .allMatch(part -> isWhole(read(part, one)));
            default -> true;
        };
    }

    private static @Nullable Object read(RecordComponent part, Record of) {
        try {
            return part.getAccessor().invoke(of);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
