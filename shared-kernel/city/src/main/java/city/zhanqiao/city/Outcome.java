package city.zhanqiao.city;

import java.util.function.Function;

/**
 * What became of an act: it was done, or it was refused for a reason the rules know. A refusal is a
 * value, not an exception; exceptions are for faults.
 *
 * @param <T> what a done act gives back
 * @param <R> the sealed family of refusals
 */
public sealed interface Outcome<T, R> {

    /** The act took effect. */
    record Done<T, R>(T value) implements Outcome<T, R> {}

    /** The rules said no; nothing took effect. */
    record Refused<T, R>(R reason) implements Outcome<T, R> {}

    static <T, R> Outcome<T, R> done(T value) {
        return new Done<>(value);
    }

    static <T, R> Outcome<T, R> refused(R reason) {
        return new Refused<>(reason);
    }

    /** Changes what a done act gives back; a refusal stays as it is. */
    default <U> Outcome<U, R> map(Function<? super T, ? extends U> change) {
        return switch (this) {
            case Done<T, R>(T value) -> done(change.apply(value));
            case Refused<T, R>(R reason) -> refused(reason);
        };
    }

    /** Goes on with a further step that may itself refuse. */
    default <U> Outcome<U, R> then(Function<? super T, Outcome<U, R>> step) {
        return switch (this) {
            case Done<T, R>(T value) -> step.apply(value);
            case Refused<T, R>(R reason) -> refused(reason);
        };
    }

    /** Gives the value, or throws what the caller makes of the refusal. */
    default T orElseThrow(Function<? super R, ? extends RuntimeException> fault) {
        return switch (this) {
            case Done<T, R>(T value) -> value;
            case Refused<T, R>(R reason) -> throw fault.apply(reason);
        };
    }
}
