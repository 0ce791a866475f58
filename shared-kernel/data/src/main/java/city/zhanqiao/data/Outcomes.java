package city.zhanqiao.data;

import city.zhanqiao.city.Outcome;

import reactor.core.publisher.Mono;

import java.util.function.Function;

/** Lets a reactive chain go on from an outcome: {@code .flatMap(Outcomes.then(this::save))}. */
public final class Outcomes {

    private Outcomes() {}

    /** Goes on from what is done; a refusal ends the chain. */
    public static <T, U, R> Function<Outcome<T, R>, Mono<Outcome<U, R>>> then(
            Function<? super T, Mono<Outcome<U, R>>> step) {
        return outcome ->
                switch (outcome) {
                    case Outcome.Done<T, R>(T value) -> step.apply(value);
                    case Outcome.Refused<T, R>(R reason) -> Mono.just(Outcome.refused(reason));
                };
    }
}
