package city.zhanqiao.applications.casework;

import city.zhanqiao.city.identity.Caller;

import reactor.core.publisher.Mono;

/**
 * Another feature of this service that acts when a case has taken a step, in the transaction of the
 * step: what it does and the step happen both or not at all.
 */
@FunctionalInterface
public interface CaseFollower {

    /**
     * @param moved the case as it is after the step
     * @param actor who took it, which may be the clock or the graph of a bundle
     */
    Mono<Void> after(Application moved, CaseStep step, Caller actor);
}
