package city.zhanqiao.residents.profile;

import city.zhanqiao.city.identity.ResidentId;

import reactor.core.publisher.Mono;

/** A feature that keeps something under a resident's id, which moves when two ids are joined. */
@FunctionalInterface
public interface Heirs {

    /** Gives what the former id had to the one that goes on, in the transaction of the joining. */
    Mono<Void> inherit(ResidentId former, ResidentId kept);
}
