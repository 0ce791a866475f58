package city.zhanqiao.residents.profile;

import city.zhanqiao.city.identity.Caller;
import city.zhanqiao.city.identity.ResidentId;

import reactor.core.publisher.Mono;

/** A feature that ends or deletes what it keeps when somebody leaves the city's service. */
@FunctionalInterface
public interface Departure {

    /** In the transaction of the leaving. */
    Mono<Void> depart(ResidentId resident, Caller actor);
}
