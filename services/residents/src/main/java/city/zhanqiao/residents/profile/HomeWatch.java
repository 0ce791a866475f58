package city.zhanqiao.residents.profile;

import city.zhanqiao.city.identity.ResidentId;

import reactor.core.publisher.Mono;

/** A feature that tells others where residents live. */
@FunctionalInterface
public interface HomeWatch {

    /** The home is another one now; in the transaction of the change. */
    Mono<Void> moved(ResidentId resident);
}
